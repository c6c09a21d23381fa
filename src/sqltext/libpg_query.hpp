// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The doors to libpg_query. All may be used from several threads at once: the library keeps its
// state per thread.
namespace dunlin::sqltext {

/// A token of libpg_query's scanner, comments included.
struct library_token {
    std::size_t begin = 0;
    /// One past the end; libpg_query 15 gets it wrong for U&'...' and U&"...".
    std::size_t end = 0;
    bool keyword = false;
};

/// nullopt when the scanner refuses the text or the text holds NUL.
std::optional<std::vector<library_token>> scan_with_library(const std::string& sql);

/// The library follows nested expressions on the stack without a limit of its own; a text of 100
/// KiB can overflow it.
inline constexpr std::size_t safely_parsed_length = 16 * 1024;

/// For texts that may be long and are not nested deeply.
inline constexpr std::size_t any_length = std::numeric_limits<std::size_t>::max();

/// The parse tree as JSON; nullopt when the parser refuses the text, the text holds NUL or is
/// longer than `longest` bytes.
std::optional<std::string> parse_with_library(const std::string& sql,
                                              std::size_t longest = safely_parsed_length);

} // namespace dunlin::sqltext
