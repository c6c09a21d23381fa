// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::seeder {

/// NULL in the text format of COPY.
inline constexpr std::string_view copy_null = "\\N";

/// Appends a value in the text format of COPY (manual, COPY, "Text Format"): backslashes, tabs and
/// line ends are escaped.
void append_copy_text(std::string& out, std::string_view value);

/// Appends an element of an array in quotes, with quotes and backslashes escaped (manual, 8.15.6).
/// Not escaped for COPY.
void append_array_element(std::string& out, std::string_view value);

/// The same for a field of a record: (a,"b").
void append_record_field(std::string& out, std::string_view value);

} // namespace dunlin::seeder
