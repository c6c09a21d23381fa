// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The interface to libpg_query. All functions are thread-safe, because the library keeps its state
// per thread.
namespace dunlin::sqltext {

/// A token of libpg_query's scanner, comments included.
struct library_token {
    std::size_t begin = 0;
    /// One past the end; wrong in libpg_query 15 for U&'...' and U&"...".
    std::size_t end = 0;
    bool keyword = false;
};

/// nullopt when the scanner rejects the text or the text contains NUL.
std::optional<std::vector<library_token>> scan_with_library(const std::string& sql);

/// The library recurses into nested expressions without a limit; a text of 100 KiB can overflow the
/// stack.
inline constexpr std::size_t safely_parsed_length = 16 * 1024;

/// For texts that may be long but are not deeply nested.
inline constexpr std::size_t any_length = std::numeric_limits<std::size_t>::max();

/// The parse tree as JSON; nullopt when the parser rejects the text, or the text contains NUL or is
/// longer than `longest` bytes.
std::optional<std::string> parse_with_library(const std::string& sql,
                                              std::size_t longest = safely_parsed_length);

/// What the parser says about a text that it rejects.
struct library_error {
    std::string message;
    std::size_t character = 0; ///< from 1; 0: unknown
};

/// nullopt when the parser accepts the text, or the text contains NUL. Safe for any length and
/// depth: it makes no tree, so that only the parser's own stack grows, which has a limit.
std::optional<library_error> parse_error_of(const std::string& sql);

/// The major version of PostgreSQL that the library's grammar is of.
int library_version() noexcept;

} // namespace dunlin::sqltext
