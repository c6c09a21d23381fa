// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dunlin::seeder {

/// Walks through all combinations of several choices in a shuffled order without a repeat and
/// without memory: positions times a number prime to their count, modulo the count.
class combination {
public:
    combination(std::vector<std::uint64_t> sizes, std::uint64_t seed);

    /// How many there are in all.
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// The next one's choices; count() calls give each once.
    const std::vector<std::uint64_t>& next();

private:
    std::vector<std::uint64_t> sizes_;
    std::vector<std::uint64_t> choices_;
    std::uint64_t count_ = 1;
    std::uint64_t step_ = 1;
    std::uint64_t at_ = 0;
};

} // namespace dunlin::seeder
