// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::output {

/// How data is written to stdout.
enum class format {
    table,    ///< aligned columns, for people
    vertical, ///< one line per value, for people and wide rows
    json,     ///< one document
    ndjson,   ///< one JSON object per line, as it happens
    csv,      ///< RFC 4180 with a header line
    markdown, ///< a GitHub table
};

/// The format of that name. Throws error(usage) for any other name; the hint suggests the closest.
format parse_format(std::string_view name);
std::string_view to_string(format kind) noexcept;
/// All names, in the order of the enum.
std::vector<std::string> format_names();

/// Whether people read the format: it is fitted to the terminal and shows control characters.
constexpr bool is_for_people(format kind) noexcept {
    return kind == format::table || kind == format::vertical;
}

} // namespace dunlin::output
