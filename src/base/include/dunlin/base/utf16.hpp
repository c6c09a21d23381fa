// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin {

/// Whether a text that is not UTF-8 is UTF-16: it begins with UTF-16's byte order mark, or with an
/// ASCII character in two bytes.
bool looks_like_utf16(std::string_view text) noexcept;

/// What is wrong with a text that is not UTF-8: "UTF-16, not UTF-8" or "not valid UTF-8".
std::string_view encoding_problem(std::string_view text) noexcept;
/// And how to convert it.
std::string_view encoding_hint(std::string_view text) noexcept;

/// Throws error(config) for the beginning of a file that is UTF-16.
void refuse_utf16(std::string_view text, const std::string& file);

} // namespace dunlin
