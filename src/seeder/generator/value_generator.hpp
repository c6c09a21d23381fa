// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace dunlin::seeder {

/// More distinct values than anybody asks for.
inline constexpr std::uint64_t unlimited = std::uint64_t{1} << 62U;

/// Makes the values of one column, as PostgreSQL reads them; nothing is escaped for COPY.
class value_generator {
public:
    value_generator() = default;
    value_generator(const value_generator&) = delete;
    value_generator& operator=(const value_generator&) = delete;
    virtual ~value_generator() = default;

    /// Any value; repeats are likely.
    virtual void append(std::string& out, random_numbers& random) = 0;
    /// How many distinct values append_nth() knows.
    [[nodiscard]] virtual std::uint64_t capacity() const = 0;
    /// The n-th value, n below capacity(): different numbers give different values.
    virtual void append_nth(std::string& out, random_numbers& random, std::uint64_t n) = 0;
    /// What the values are, for people: "a whole number from 1 to 100".
    [[nodiscard]] virtual std::string describe() const = 0;
};

} // namespace dunlin::seeder
