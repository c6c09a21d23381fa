// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dunlin::seeder {

/// Enumerates all combinations of several choices in a shuffled order, without repeats and in
/// constant memory: it steps by a number that is coprime to the number of combinations.
class combination {
public:
    combination(std::vector<std::uint64_t> sizes, std::uint64_t seed);

    /// The number of combinations.
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
    /// The indexes of the next combination. The first count() calls return different ones.
    const std::vector<std::uint64_t>& next();

private:
    std::vector<std::uint64_t> sizes_;
    std::vector<std::uint64_t> choices_;
    std::uint64_t count_ = 1;
    std::uint64_t step_ = 1;
    std::uint64_t at_ = 0;
};

} // namespace dunlin::seeder
