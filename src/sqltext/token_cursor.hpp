// SPDX-License-Identifier: MIT
#pragma once

#include "lexer.hpp"

#include <initializer_list>
#include <string_view>

namespace dunlin::sqltext {

/// Walks over a statement's tokens, comments left out, one token ahead. Reads no further than
/// asked.
class word_cursor {
public:
    explicit word_cursor(std::string_view statement);

    [[nodiscard]] bool at_end() const noexcept { return at_end_; }
    [[nodiscard]] std::string_view text() const noexcept { return tokens_.text(current_); }
    [[nodiscard]] token_kind kind() const noexcept { return current_.kind; }

    /// Whether the current token is this word (lower case) or symbol, unquoted.
    [[nodiscard]] bool at(std::string_view word) const noexcept;
    void advance();
    /// Steps over the current token when it is this one; whether it was.
    bool take(std::string_view word);
    /// Steps over the words when they stand here, in this order, as far as they do; whether all
    /// did.
    bool take_all(std::initializer_list<std::string_view> words);
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
