// SPDX-License-Identifier: MIT
#include "shared/record_table.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

std::size_t find_column(std::span<const std::string_view> names, const std::string& name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found != names.end()) {
        return static_cast<std::size_t>(found - names.begin());
    }
    const std::vector<std::string> all(names.begin(), names.end());
    const std::string suggestion = closest_match(name, all);
    throw error(error_kind::usage,
                fmt::format("--columns: unknown column \"{}\"; the columns are {}", name,
                            fmt::join(all, ", ")))
        .with_hint(suggestion.empty() ? "" : fmt::format("did you mean \"{}\"?", suggestion));
}

bool is_visible(column_visibility visibility, output::format kind) {
    switch (visibility) {
    case column_visibility::always:
        return true;
    case column_visibility::wide_formats:
        return kind != output::format::table && kind != output::format::markdown;
    case column_visibility::json_formats:
        return kind == output::format::json || kind == output::format::ndjson;
    case column_visibility::on_request:
        return false;
    }
    return false;
}

} // namespace

time_formatter time_formatter_for(const context& context, output::format kind) {
    const bool for_people = output::is_for_people(kind) && context.terminals().output.is_terminal;
    return for_people ? format_local : format_utc;
}

std::vector<std::size_t> choose_columns(std::span<const std::string_view> names,
                                        std::span<const column_visibility> visibility,
                                        const std::vector<std::string>& chosen,
                                        output::format kind) {
    std::vector<std::size_t> indexes;
    indexes.reserve(chosen.size());
    for (const auto& name : chosen) {
        indexes.push_back(find_column(names, name));
    }
    if (!chosen.empty()) {
        return indexes;
    }
    for (std::size_t i = 0; i < visibility.size(); ++i) {
        if (is_visible(visibility[i], kind)) {
            indexes.push_back(i);
        }
    }
    return indexes;
}

} // namespace dunlin::commands
