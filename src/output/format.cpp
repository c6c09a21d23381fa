// SPDX-License-Identifier: MIT
#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/output/format.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

namespace dunlin::output {
namespace {

constexpr std::array<std::string_view, 6> names{"table",  "vertical", "json",
                                                "ndjson", "csv",      "markdown"};

} // namespace

format parse_format(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<format>(i);
        }
    }
    const std::string suggestion = closest_match(name, format_names());
    throw error(error_kind::usage, fmt::format("unknown output format \"{}\"", name))
        .with_hint(suggestion.empty() ? fmt::format("formats: {}", fmt::join(names, ", "))
                                      : fmt::format("did you mean {}?", suggestion));
}

std::string_view to_string(format kind) noexcept {
    return names[static_cast<std::size_t>(kind)];
}

std::vector<std::string> format_names() {
    return {names.begin(), names.end()};
}

} // namespace dunlin::output
