// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace dunlin {

enum class sort_direction { ascending, descending };

/// "asc" or "desc".
std::string_view to_string(sort_direction direction) noexcept;

struct sort_order {
    std::size_t column = 0; ///< index into the columns that were allowed
    sort_direction direction = sort_direction::ascending;
};

/// Reads "column", "column:asc" or "column:desc", where the column is one of `columns`. Throws
/// error(usage) for anything else; the message lists the columns and the hint suggests the closest.
sort_order parse_sort_order(std::string_view text, std::span<const std::string_view> columns);

} // namespace dunlin
