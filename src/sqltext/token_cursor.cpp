// SPDX-License-Identifier: MIT
#include "token_cursor.hpp"

#include <algorithm>

namespace dunlin::sqltext {

token_cursor::token_cursor(std::string_view statement) : tokens_(statement) {
    advance();
}

bool token_cursor::at(std::string_view expected) const noexcept {
    const bool unquoted = kind() == token_kind::word || kind() == token_kind::symbol;
    return !at_end_ && unquoted && same_word(text(), expected);
}

void token_cursor::advance() {
    at_end_ = !tokens_.next_significant(current_);
}

bool token_cursor::accept(std::string_view expected) {
    const bool here = at(expected);
    if (here) {
        advance();
    }
    return here;
}

bool token_cursor::accept_all(std::initializer_list<std::string_view> tokens) {
    return std::all_of(tokens.begin(), tokens.end(),
                       [this](auto expected) { return accept(expected); });
}

void token_cursor::skip_name() {
    do {
        advance();
        if (accept("uescape")) {
            advance();
        }
    } while (accept("."));
}

void token_cursor::skip_group() {
    std::size_t depth = 0;
    do {
        if (at("(")) {
            ++depth;
        } else if (at(")") && depth > 0) {
            --depth;
        }
        advance();
    } while (depth > 0 && !at_end_);
}

} // namespace dunlin::sqltext
