// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace dunlin {

enum class direction { ascending, descending };

/// "asc" or "desc".
std::string_view to_string(direction way) noexcept;

struct order_choice {
    std::size_t column = 0; ///< index into the columns that were allowed
    direction way = direction::ascending;
};

/// Reads "column", "column:asc" or "column:desc" against the closed list of columns. Anything else
/// throws error(usage) that lists them, with the nearest as a hint.
order_choice parse_order(std::string_view text, std::span<const std::string_view> columns);

} // namespace dunlin
