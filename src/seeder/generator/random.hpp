// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace dunlin::seeder {

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014). It uses
/// integers only, so a seed gives the same numbers on every machine, which the distributions of the
/// standard library do not guarantee.
class random_numbers {
public:
    explicit random_numbers(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        state_ += 0x9E3779B97F4A7C15U;
        return mix(state_);
    }

    /// From 0 to limit - 1; 0 for a limit of 0.
    std::uint64_t below(std::uint64_t limit) noexcept {
        if (limit <= 0xFFFFFFFFU) {
            return ((next() >> 32U) * limit) >> 32U;
        }
        return next() % limit;
    }

    /// The same, but half of the numbers are in about the first eighth.
    std::uint64_t skewed_below(std::uint64_t limit) noexcept {
        return below(below(below(limit) + 1) + 1);
    }

    /// True with a probability in percent.
    bool chance(std::uint64_t percent) noexcept { return below(100) < percent; }

    /// Scatters the bits of a number; a bijection.
    static std::uint64_t mix(std::uint64_t z) noexcept {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

private:
    std::uint64_t state_;
};

/// FNV-1a.
inline std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    }
    return hash;
}

} // namespace dunlin::seeder
