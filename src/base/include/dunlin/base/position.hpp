// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <cstddef>
#include <string_view>

namespace dunlin {

/// The location of a byte offset in a UTF-8 text: line, column in characters, and the line's text.
/// LF, CRLF and CR each end a line. An offset past the end means the end.
source_location locate(std::string_view text, std::size_t byte_offset, std::string_view file = {});

/// The byte offset of the character at `character_offset` (from 0) of a UTF-8 text; PostgreSQL
/// reports error positions in characters. Past the end: the text's size.
std::size_t byte_offset_of(std::string_view text, std::size_t character_offset) noexcept;

} // namespace dunlin
