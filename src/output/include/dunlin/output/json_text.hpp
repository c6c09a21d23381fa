// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>

#include <string>
#include <string_view>

namespace dunlin::output {

/// Appends a JSON string with its quotes. Besides what RFC 8259 requires, DEL, C1 controls and
/// bidirectional controls are escaped as \uXXXX, so that the document is safe on a terminal. Bytes
/// that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Appends a value according to the column's kind: numbers unchanged, booleans, embedded JSON on
/// one line, arrays element by element, NULL as null. A text that does not fit its kind becomes a
/// string.
void append_json_cell(std::string& out, const column& type, const cell& value);

} // namespace dunlin::output
