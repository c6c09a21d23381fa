// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// What stands in a secret's place.
inline constexpr std::string_view secret_mask = "***";

/// Whether what is called so holds a secret: names with password, passwd, secret or token in them,
/// and names that end in _hash. Upper and lower case are the same.
bool is_secret_name(std::string_view name);
/// Whether an identifier in a text, as in "lower(password)", is such a name.
bool has_secret_name(std::string_view text);

/// A string literal that holds a secret, as byte offsets.
struct secret_literal {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The string literals of a text of statements that hold secrets: what stands directly behind a
/// secret name (PASSWORD 'x'); and where a secret name is a column, a setting or part of a literal,
/// every literal of its statement, since any of them may be its value. Looks into $$ bodies, too.
/// Of a text that cannot be scanned everything behind the first secret name counts. In order, and
/// apart.
std::vector<secret_literal> find_secrets(std::string_view sql);

/// The text with '***' for each such literal.
std::string hide_secrets(std::string_view sql);

/// One line of a text of statements with '***' for each such literal, and the column (from 1, in
/// characters; 0: none) moved along with what stands there.
struct shown_line {
    std::string text;
    std::size_t column = 0;
};
/// `sql` is the statement that the line belongs to, if it is known: a literal may begin on a line
/// above.
shown_line hide_secrets_in_line(std::string_view line, std::size_t column,
                                std::string_view sql = {});

/// What the literals say, without quotes and escapes: as a server would repeat it.
std::vector<std::string> secret_values(std::string_view sql);

} // namespace dunlin::sqltext
