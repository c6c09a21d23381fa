// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The replacement of a secret in messages.
inline constexpr std::string_view secret_mask = "***";

/// Whether something of that name is a secret: names that contain password, passwd, secret or
/// token, or end in _hash. Case does not matter.
bool is_secret_name(std::string_view name);
/// Whether the text contains such a name as an identifier, as in "lower(password)".
bool has_secret_name(std::string_view text);

/// A string literal with a secret, as byte offsets.
struct secret_literal {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The string literals of SQL text that may contain secrets, in order: a literal directly after a
/// secret name (PASSWORD 'x'), and, where a secret name is a column, a setting or part of a
/// literal, every literal of its statement, since any of them may be its value. $$ bodies are
/// examined, too. In text that cannot be scanned, everything after the first secret name counts.
std::vector<secret_literal> find_secrets(std::string_view sql);

/// The text with '***' for each such literal.
std::string hide_secrets(std::string_view sql);

/// One line of SQL text with '***' for each such literal, and a column (from 1, in characters; 0:
/// none) adjusted to the changed text.
struct shown_line {
    std::string text;
    std::size_t column = 0;
};
/// `sql` is the statement that contains the line, if known: a literal may begin on an earlier line.
shown_line hide_secrets_in_line(std::string_view line, std::size_t column,
                                std::string_view sql = {});

/// The values of those literals without quotes and escapes, as a server would repeat them.
std::vector<std::string> secret_values(std::string_view sql);

} // namespace dunlin::sqltext
