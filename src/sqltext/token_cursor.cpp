// SPDX-License-Identifier: MIT
#include "word_cursor.hpp"

#include <algorithm>

namespace dunlin::sqltext {

word_cursor::word_cursor(std::string_view statement) : tokens_(statement) {
    advance();
}

bool word_cursor::at(std::string_view word) const noexcept {
    const bool unquoted = kind() == token_kind::word || kind() == token_kind::symbol;
    return !at_end_ && unquoted && same_word(text(), word);
}

void word_cursor::advance() {
    at_end_ = !tokens_.next_significant(current_);
}

bool word_cursor::take(std::string_view word) {
    const bool here = at(word);
    if (here) {
        advance();
    }
    return here;
}

bool word_cursor::take_all(std::initializer_list<std::string_view> words) {
    return std::all_of(words.begin(), words.end(), [this](auto word) { return take(word); });
}

void word_cursor::skip_name() {
    do {
        advance();
        if (take("uescape")) {
            advance();
        }
    } while (take("."));
}

void word_cursor::skip_group() {
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
