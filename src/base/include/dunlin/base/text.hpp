// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin {

/// The text without ASCII white space at its ends.
std::string_view trim(std::string_view text) noexcept;

/// The text without characters of Unicode's White_Space property (PropList 15.0) at its ends.
std::string_view trim_white_space(std::string_view text) noexcept;

/// The text with its ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// The text with its ASCII letters in upper case.
std::string upper_case(std::string_view text);

/// The number of characters (code points) of a well-formed UTF-8 text.
std::size_t character_count(std::string_view text) noexcept;

/// Whether a well-formed UTF-8 text holds a control character (general category Cc: U+0000 to
/// U+001F and U+007F to U+009F).
bool has_control_character(std::string_view text) noexcept;

/// The text without a UTF-8 byte order mark at the start.
std::string_view without_bom(std::string_view text) noexcept;

/// The offset of the first byte that is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong
/// forms, no surrogates, nothing above U+10FFFF), or that is NUL, which PostgreSQL cannot store.
/// nullopt when the text is valid.
std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept;

} // namespace dunlin
