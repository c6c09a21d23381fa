// SPDX-License-Identifier: MIT
#pragma once

#include "lexer.hpp"

#include <initializer_list>
#include <string_view>

namespace dunlin::sqltext {

/// Iterates over a statement's tokens without comments. Reads no further than the current token.
class token_cursor {
public:
    explicit token_cursor(std::string_view statement);

    [[nodiscard]] bool at_end() const noexcept { return at_end_; }
    [[nodiscard]] std::string_view text() const noexcept { return tokens_.text(current_); }
    [[nodiscard]] token_kind kind() const noexcept { return current_.kind; }

    /// Whether the current token is this unquoted word (in lower case) or symbol.
    [[nodiscard]] bool at(std::string_view expected) const noexcept;
    void advance();
    /// Skips the current token if it is this one. Returns whether it was.
    bool accept(std::string_view expected);
    /// Skips these tokens in this order, as far as they are here. Returns whether all were.
    bool accept_all(std::initializer_list<std::string_view> tokens);
    /// Skips a name with its schema, quoted or not.
    void skip_name();
    /// Skips a token, or a whole group when the token is its opening parenthesis.
    void skip_group();

private:
    lexer tokens_;
    token current_;
    bool at_end_ = false;
};

} // namespace dunlin::sqltext
