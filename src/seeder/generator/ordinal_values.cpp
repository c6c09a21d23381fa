// SPDX-License-Identifier: MIT
#include "generator/ordinal_values.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {

ordinal_values::ordinal_values(ordinal_type type, ordinal_ranges ranges)
    : type_(type), ranges_(std::move(ranges)) {
    count_values();
}

void ordinal_values::count_values() {
    size_ = 0;
    for (const auto& [low, high] : ranges_) {
        size_ += static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    }
}

std::int64_t ordinal_values::number(std::uint64_t n) const {
    for (const auto& [low, high] : ranges_) {
        const auto size = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
        if (n < size) {
            return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + n);
        }
        n -= size;
    }
    return ranges_.back().second;
}

bool ordinal_values::draw_between(random_numbers& random, std::int64_t low, std::int64_t high,
                                  std::int64_t& found) const {
    low = std::max(low, ranges_.front().first);
    high = std::min(high, ranges_.back().second);
    if (low > high) {
        return false;
    }
    // With several ranges a number may fall between them.
    for (int attempt = 0; attempt < 50; ++attempt) {
        found = low +
                static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(high - low) + 1));
        if (std::ranges::any_of(ranges_, [&](const auto& range) {
                return range.first <= found && found <= range.second;
            })) {
            return true;
        }
    }
    return false;
}

void ordinal_values::begin_after(std::int64_t number) {
    for (auto& range : ranges_) {
        range.first = std::max(range.first, number + 1);
    }
    std::erase_if(ranges_, [](const auto& range) { return range.first > range.second; });
    count_values();
}

std::string ordinal_values::describe() const {
    if (ranges_.empty()) {
        return "nothing";
    }
    return fmt::format("from {} to {}", type_.text(ranges_.front().first),
                       type_.text(ranges_.back().second));
}

} // namespace dunlin::seeder
