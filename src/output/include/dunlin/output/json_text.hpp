// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>

#include <string>
#include <string_view>

namespace dunlin::output {

/// Appends a JSON string with its quotes. Besides what RFC 8259 demands, DEL, C1 controls and
/// bidirectional controls are written as \uXXXX, so that the document is safe on a terminal. Bytes
/// that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends a value as the column's kind asks: numbers exactly as they are, booleans, embedded JSON
/// on one line, arrays typed by element, NULL as null. A text that does not fit its kind becomes a
/// string.
void append_json_cell(std::string& out, const column& type, const cell& value);

/// Appends a PostgreSQL array in text form ("{1,NULL,\"a b\"}", any dimensions) as a JSON array.
/// Text that is no array becomes a string, and so does an array of which JSON would lose a part:
/// lower bounds other than 1, dimensions of arrays of json, and JSON's null beside SQL's.
void append_json_array(std::string& out, value_kind element, std::string_view text);

} // namespace dunlin::output
