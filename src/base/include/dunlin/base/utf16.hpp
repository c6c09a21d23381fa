// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace dunlin {

/// Whether a text that is not UTF-8 is UTF-16: it begins with UTF-16's byte order mark, or with an
/// ASCII character in two bytes.
bool looks_like_utf16(std::string_view text) noexcept;

} // namespace dunlin
