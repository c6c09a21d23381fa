// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// A type whose values map to integers: decimals to multiples of their last digit, dates to days,
/// times to seconds. Ranges, order and uniqueness are then computed with integers.
struct ordinal_type {
    enum class base_type { integer, decimal, date, time, timestamp, timestamp_tz, interval };
    base_type base = base_type::integer;
    int scale = 0; ///< of decimals: digits after the point
    std::int64_t min_value = 0;
    std::int64_t max_value = 0;

    /// The number of a value, rounded up or down; nullopt for text that is not a value.
    [[nodiscard]] std::optional<std::int64_t> parse(std::string_view text, bool upward) const;
    /// Appends the value of a number in PostgreSQL's input format.
    void append(std::string& out, std::int64_t number) const;
    [[nodiscard]] std::string text(std::int64_t number) const;
};

/// Nullopt if the values of a type do not map to integers.
std::optional<ordinal_type> ordinal_of(const type_shape& type);

} // namespace dunlin::seeder
