// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace dunlin::output {

struct column_width {
    std::size_t cells = 0; ///< the width of its widest value
    bool fixed = false;    ///< never made narrower: a wrapped number misleads
};

/// Widths that let a line of the table (" a | b | c") fit into `limit` cells, the widest columns
/// made narrower first; 0: no limit. nullopt when a column would get fewer than eight.
std::optional<std::vector<std::size_t>> fit_columns(const std::vector<column_width>& natural,
                                                    std::size_t limit);

} // namespace dunlin::output
