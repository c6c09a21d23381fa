// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dunlin::output {

/// What a column needs.
struct column_width {
    std::size_t cells = 0;   ///< the width of its widest value
    std::size_t least = 0;   ///< that of its longest word: it is never made narrower
    unsigned omit_order = 0; ///< see column
};

/// The columns that are shown, and their widths.
struct table_layout {
    std::vector<std::size_t> shown; ///< indexes
    std::vector<std::size_t> widths;
};

/// Whether the values of a column are texts, which are wrapped at words; an id, a number or a time
/// is never divided.
bool wraps(const column& described);

/// The width of the longest word, with the blanks in front of the first one. A text is not wrapped
/// into a column narrower than 24 cells.
std::size_t least_width(std::string_view text, std::size_t cells);

/// A layout that lets a line of the table (" a | b | c") fit into `limit` cells; 0: no limit. The
/// widest columns are made narrower; where that is not enough, those with the highest omit_order
/// are left out. nullopt when fewer than half of the columns would be shown, or too narrow.
std::optional<table_layout> fit_columns(const std::vector<column_width>& natural,
                                        std::size_t limit);

} // namespace dunlin::output
