// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::seeder {

/// NULL in COPY's text format.
inline constexpr std::string_view copy_null = "\\N";

/// Appends a value as COPY's text format writes it (manual, COPY, "Text Format"): backslash, tab
/// and line ends escaped.
void append_copy_text(std::string& out, std::string_view value);

/// Appends an element of an array in braces: quoted, with quotes and backslashes escaped (manual,
/// 8.15.6). Not escaped for COPY.
void append_array_element(std::string& out, std::string_view value);

/// The same inside of a record's text: (a,"b").
void append_record_field(std::string& out, std::string_view value);

} // namespace dunlin::seeder
