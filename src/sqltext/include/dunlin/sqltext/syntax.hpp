// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqltext {

/// A place where a text is not SQL.
struct syntax_problem {
    std::size_t offset = 0; ///< in the text, in bytes
    std::string message;    ///< in PostgreSQL's words
    /// A quote, dollar quote, comment or parenthesis is never closed, which no version of
    /// PostgreSQL accepts. Otherwise the parser cannot read the text, which a server of another
    /// major version may.
    bool is_unclosed = false;
};

/// The major version of PostgreSQL whose grammar is used.
int parser_version() noexcept;

/// Longer statements are not parsed.
inline constexpr std::size_t longest_parsed_statement = std::size_t(1024) * 1024;

/// Whether the parser accepts a text of any number of statements. The bodies of functions are not
/// read. What depends on the database (the encoding of E'\xff', limits of the parser) counts as
/// accepted.
bool is_accepted(std::string_view statements);

/// The first thing in a statement that is never closed. Read with standard_conforming_strings on.
std::optional<syntax_problem> find_unclosed(std::string_view statement);

/// The first problem of one statement, given without its `;`. One that is longer than
/// longest_parsed_statement is only searched for what is never closed.
std::optional<syntax_problem> find_syntax_problem(std::string_view statement);

/// Whether a text has any token besides comments and `;`.
bool has_statement(std::string_view script);

} // namespace dunlin::sqltext
