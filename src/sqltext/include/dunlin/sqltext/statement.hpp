// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// One statement of a script, as byte offsets into it. `begin` is its first token (comments before
/// it belong to no statement); `end` is one past its last token, without the `;`.
struct statement {
    std::size_t begin = 0;
    std::size_t end = 0;
    [[nodiscard]] std::string_view text(std::string_view script) const {
        return script.substr(begin, end - begin);
    }
};

/// The statements of a script without empty ones (`;;`). Splits at each `;` where PostgreSQL's
/// grammar would: not in literals, dollar quotes, nested comments, parentheses (`CREATE RULE ... DO
/// (a; b)`) or the `BEGIN ATOMIC ... END` body of a function or procedure. It uses only the
/// scanner's rules, so that it also splits a newer server's syntax. A literal or comment that never
/// ends makes the rest one statement, whose error the server reports. Linear in the length of the
/// script, for any bytes. Throws nothing but std::bad_alloc.
std::vector<statement> split(std::string_view script);

} // namespace dunlin::sqltext
