// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::output {

/// The text with everything escaped that could control a terminal or mislead a reader: C0 and C1
/// controls, DEL, bidirectional marks, overrides and isolates, line and paragraph separators
/// (Unicode 15, 23.2 and UAX #9), characters without any shape such as the zero width space, and
/// bytes that are not UTF-8. They become "\n", "\x1b", "\u202e", "\xff"; backslashes are unchanged.
/// The result is one line of well-formed UTF-8.
std::string safe_text(std::string_view text);

/// The same for texts of several lines: line feeds stay, tabs become blanks, and carriage returns
/// before line feeds are removed.
std::string safe_lines(std::string_view text);

/// The same for messages, which a CI system may read as well: no line is a command to it.
std::string safe_message(std::string_view text);

/// Appends safe_text(text) to `out`.
void append_safe_text(std::string& out, std::string_view text);
/// Whether safe_text() would change nothing.
bool is_safe(std::string_view text) noexcept;

/// The number of terminal cells of a safe text: wide East Asian characters and emoji two, combining
/// marks and joiners none (utf8proc's table).
std::size_t display_width(std::string_view text) noexcept;

/// The number of bytes of the longest prefix that fits into `width` cells without separating a
/// character from its combining marks. It has at least one character, so that a loop over it ends.
std::size_t prefix_of_width(std::string_view text, std::size_t width) noexcept;

/// Removes and returns as many whole words from the start of a text as fit into `width` cells, and
/// removes the blanks after them. It is at least one word: longer ones are not divided.
std::string_view remove_words(std::string_view& text, std::size_t width) noexcept;

} // namespace dunlin::output
