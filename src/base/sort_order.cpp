// SPDX-License-Identifier: MIT
#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/sort_order.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace dunlin {
namespace {

[[noreturn]] void fail_unknown_column(std::string_view column,
                                      std::span<const std::string_view> columns) {
    const std::vector<std::string> names(columns.begin(), columns.end());
    const std::string suggestion = closest_match(column, names);
    throw error(error_kind::usage, fmt::format("order: unknown column \"{}\"; the columns are {}",
                                               column, fmt::join(names, ", ")))
        .with_hint(suggestion.empty() ? "" : fmt::format("did you mean \"{}\"?", suggestion));
}

sort_direction parse_direction(std::string_view text) {
    if (text == "asc") {
        return sort_direction::ascending;
    }
    if (text == "desc") {
        return sort_direction::descending;
    }
    throw error(error_kind::usage,
                fmt::format("order: the direction must be \"asc\" or \"desc\", not \"{}\"", text));
}

} // namespace

std::string_view to_string(sort_direction direction) noexcept {
    return direction == sort_direction::ascending ? "asc" : "desc";
}

sort_order parse_sort_order(std::string_view text, std::span<const std::string_view> columns) {
    const auto colon = text.find(':');
    const auto column = text.substr(0, colon);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == column) {
            return {i, colon == std::string_view::npos ? sort_direction::ascending
                                                       : parse_direction(text.substr(colon + 1))};
        }
    }
    fail_unknown_column(column, columns);
}

} // namespace dunlin
