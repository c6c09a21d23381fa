// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// A type whose values are counted: whole numbers, decimals by their last digit, dates by days,
/// times by seconds. Ranges, order between columns and uniqueness all become work on integers.
struct ordinal_type {
    enum class kind { integer, decimal, date, time, timestamp, timestamp_tz, interval };
    kind what = kind::integer;
    int scale = 0; ///< digits after the point, for decimals
    std::int64_t least = 0;
    std::int64_t greatest = 0;

    /// The number of a constant's text. One between two values becomes the next one above or below.
    [[nodiscard]] std::optional<std::int64_t> parse(std::string_view text, bool upward) const;
    /// Appends the value of a number in PostgreSQL's input form.
    void append(std::string& out, std::int64_t number) const;
    [[nodiscard]] std::string text(std::int64_t number) const;
};

/// How a type is counted; nullopt for one that is not.
std::optional<ordinal_type> ordinal_of(const type_shape& type);

} // namespace dunlin::seeder
