// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace dunlin::seeder {

/// A capacity that no number of rows exceeds.
inline constexpr std::uint64_t unlimited = std::uint64_t{1} << 62U;

/// Generates the values of one column as PostgreSQL reads them; nothing is escaped for COPY.
class value_generator {
public:
    value_generator() = default;
    value_generator(const value_generator&) = delete;
    value_generator& operator=(const value_generator&) = delete;
    virtual ~value_generator() = default;

    /// Any value; repeats are likely.
    virtual void append(std::string& out, random_numbers& random) = 0;
    /// The number of distinct values that append_nth() can produce.
    [[nodiscard]] virtual std::uint64_t capacity() const = 0;
    /// The n-th value, n below capacity(): different numbers give different values.
    virtual void append_nth(std::string& out, random_numbers& random, std::uint64_t n) = 0;
    /// A description of the values for plans: "from 1 to 100".
    [[nodiscard]] virtual std::string describe() const = 0;
};

/// A generator, or why there is none.
struct generator_result {
    std::unique_ptr<value_generator> generator; ///< null: see `problem`
    std::string problem;
};

} // namespace dunlin::seeder
