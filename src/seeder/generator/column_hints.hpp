// SPDX-License-Identifier: MIT
#pragma once

#include "generator/ordinal.hpp"
#include "generator/text_kind.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

/// What the names of columns and tables suggest about plausible values.
namespace dunlin::seeder {

struct column_reference {
    std::string_view table; ///< without the schema
    std::string_view column;
};

/// By the column's name. What a `name` or a `title` belongs to depends on the table as well: users
/// have the names of people.
text_kind suggest_text_kind(const column_reference& column);

/// Whether the names imply that one value does not exceed the other: created_at and updated_at,
/// starts_on and ends_on, min_price and max_price.
bool are_in_order(std::string_view lower_column, std::string_view higher_column);

/// The lowest and the highest number that a column's name suggests, within the type's own range.
std::pair<std::int64_t, std::int64_t> suggest_range(const ordinal_type& type,
                                                    std::string_view column_name);

} // namespace dunlin::seeder
