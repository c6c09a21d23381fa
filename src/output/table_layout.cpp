// SPDX-License-Identifier: MIT
#include "table_layout.hpp"

#include <algorithm>

namespace dunlin::output {
namespace {

constexpr std::size_t min_cap = 8;

std::size_t line_width(const std::vector<std::size_t>& widths) noexcept {
    std::size_t total = 1 + 3 * (widths.size() - 1);
    for (const std::size_t width : widths) {
        total += width;
    }
    return total;
}

std::vector<std::size_t> apply_cap(const std::vector<column_width>& natural, std::size_t cap) {
    std::vector<std::size_t> widths;
    widths.reserve(natural.size());
    for (const auto& column : natural) {
        widths.push_back(column.fixed ? column.cells : std::min(column.cells, cap));
    }
    return widths;
}

/// Distributes the cells that a common cap left over among the columns that it cut, from the left.
void distribute_rest(std::vector<std::size_t>& widths, const std::vector<column_width>& natural,
                     std::size_t rest) {
    for (std::size_t i = 0; i < widths.size() && rest > 0; ++i) {
        if (widths[i] < natural[i].cells) {
            ++widths[i];
            --rest;
        }
    }
}

} // namespace

std::optional<std::vector<std::size_t>> fit_columns(const std::vector<column_width>& natural,
                                                    std::size_t limit) {
    std::size_t cap = 0;
    for (const auto& column : natural) {
        cap = std::max(cap, column.cells);
    }
    auto widths = apply_cap(natural, cap);
    if (limit == 0 || natural.empty() || line_width(widths) <= limit) {
        return widths;
    }
    // A value of a megabyte would otherwise take a million steps.
    cap = std::min(cap, limit);
    for (widths = apply_cap(natural, cap); line_width(widths) > limit;
         widths = apply_cap(natural, cap)) {
        if (cap <= min_cap) {
            return std::nullopt;
        }
        --cap;
    }
    distribute_rest(widths, natural, limit - line_width(widths));
    return widths;
}

} // namespace dunlin::output
