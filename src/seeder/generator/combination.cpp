// SPDX-License-Identifier: MIT
#include "generator/combination.hpp"

#include <algorithm>
#include <numeric>

namespace dunlin::seeder {
namespace {

/// Positions can be added without overflow.
constexpr std::uint64_t count_limit = std::uint64_t{1} << 62U;

} // namespace

combination::combination(std::vector<std::uint64_t> sizes, std::uint64_t seed)
    : sizes_(std::move(sizes)), choices_(sizes_.size()) {
    for (auto& size : sizes_) {
        if (size > 0 && count_ > count_limit / size) {
            size = std::max<std::uint64_t>(1, count_limit / count_);
        }
        count_ *= size;
    }
    if (count_ < 2) {
        return;
    }
    random_numbers random(seed);
    at_ = random.below(count_);
    do {
        step_ = 1 + random.below(count_ - 1);
    } while (std::gcd(step_, count_) != 1);
}

const std::vector<std::uint64_t>& combination::next() {
    at_ += step_;
    at_ -= at_ >= count_ ? count_ : 0;
    std::uint64_t rest = at_;
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
        choices_[i] = rest % sizes_[i];
        rest /= sizes_[i];
    }
    return choices_;
}

} // namespace dunlin::seeder
