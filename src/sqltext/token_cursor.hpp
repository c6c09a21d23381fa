// SPDX-License-Identifier: MIT
#pragma once

#include "lexer.hpp"

#include <initializer_list>
#include <string_view>

namespace dunlin::sqltext {

/// Walks over a statement's tokens, comments left out, one token ahead. Reads no further than
/// asked.
class token_cursor {
public:
    explicit token_cursor(std::string_view statement);

    [[nodiscard]] bool at_end() const noexcept { return at_end_; }
    [[nodiscard]] std::string_view text() const noexcept { return tokens_.text(current_); }
    [[nodiscard]] token_kind kind() const noexcept { return current_.kind; }

    /// Whether the current token is this word (lower case) or symbol, unquoted.
    [[nodiscard]] bool at(std::string_view expected) const noexcept;
    void advance();
    /// Steps over the current token when it is this one; whether it was.
    bool accept(std::string_view expected);
    /// Steps over the words when they stand here, in this order, as far as they do; whether all
    /// did.
    bool accept_all(std::initializer_list<std::string_view> tokens);
    /// Steps over a name with its schema, in any way of quoting.
    void skip_name();
    /// Steps over a token, or over everything in parentheses when it opens them.
    void skip_group();

private:
    lexer tokens_;
    token current_;
    bool at_end_ = false;
};

} // namespace dunlin::sqltext
