// SPDX-License-Identifier: MIT
#include "lexer.hpp"

#include "characters.hpp"

#include <algorithm>

namespace dunlin::sqltext {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// An operator of several characters may end in + or - only when it contains one of these.
constexpr std::string_view allows_trailing_sign = "~!@#^&|`?%";

/// The length of the first operator in a run of operator characters: a comment ends it, and
/// trailing signs belong to the next token (`a=-1`).
std::size_t operator_length(std::string_view run) noexcept {
    for (std::size_t i = 1; i + 1 < run.size(); ++i) {
        if ((run[i] == '/' && run[i + 1] == '*') || (run[i] == '-' && run[i + 1] == '-')) {
            run = run.substr(0, i);
        }
    }
    while (run.size() > 1 && (run.back() == '+' || run.back() == '-')) {
        const auto before = run.substr(0, run.size() - 1);
        if (before.find_first_of(allows_trailing_sign) != std::string_view::npos) {
            break;
        }
        run = before;
    }
    return run.size();
}

} // namespace

lexer::lexer(std::string_view text, std::size_t from) : text_(text), at_(from) {
    if (at_ == 0 && text_.starts_with(byte_order_mark)) {
        at_ = byte_order_mark.size();
    }
}

bool lexer::next(token& out) {
    skip_white_space();
    if (at_ >= text_.size()) {
        return false;
    }
    unterminated_ = false;
    out.begin = at_;
    out.kind = read();
    out.end = at_;
    return true;
}

bool lexer::next_significant(token& out) {
    while (next(out)) {
        if (out.kind != token_kind::comment) {
            return true;
        }
    }
    return false;
}

void lexer::skip_white_space() noexcept {
    while (at_ < text_.size() && is_space(text_[at_])) {
        ++at_;
    }
}

token_kind lexer::read() noexcept {
    const char c = text_[at_];
    if (is_word_start(c)) {
        return read_word();
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
        return read_number();
    }
    switch (c) {
    case '\'':
        ++at_;
        return read_string(quoting::doubled);
    case '"':
        ++at_;
        return read_quoted_name();
    case '$':
        return read_dollar();
    default:
        return read_symbol();
    }
}

token_kind lexer::read_word() noexcept {
    const char c = to_lower(text_[at_]);
    const char after = peek(1);
    if (after == '\'' && (c == 'b' || c == 'x' || c == 'e')) {
        at_ += 2;
        return read_string(c == 'e' ? quoting::escaped : quoting::none);
    }
    if (c == 'u' && after == '&' && peek(2) == '\'') {
        at_ += 3;
        return read_string(quoting::doubled);
    }
    if (c == 'u' && after == '&' && peek(2) == '"') {
        at_ += 3;
        return read_quoted_name();
    }
    while (at_ < text_.size() && is_word_part(text_[at_])) {
        ++at_;
    }
    return token_kind::word;
}

token_kind lexer::read_number() noexcept {
    if (skip_radix_digits()) {
        return token_kind::number;
    }
    skip_digits();
    // `1..10` is a range of two integers.
    if (peek() == '.' && peek(1) != '.') {
        ++at_;
        skip_digits();
    }
    if (to_lower(peek()) == 'e') {
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (is_digit(peek(1 + sign))) {
            at_ += 1 + sign;
            skip_digits();
        }
    }
    return token_kind::number;
}

void lexer::skip_digits() noexcept {
    while (is_digit(peek()) || (peek() == '_' && is_digit(peek(1)))) {
        ++at_;
    }
}

bool lexer::skip_radix_digits() noexcept {
    const int radix = peek() == '0' ? radix_of(peek(1)) : 0;
    const std::size_t first = peek(2) == '_' ? 3 : 2;
    if (radix == 0 || !is_digit_of(peek(first), radix)) {
        return false;
    }
    at_ += first;
    while (is_digit_of(peek(), radix) || (peek() == '_' && is_digit_of(peek(1), radix))) {
        ++at_;
    }
    return true;
}

token_kind lexer::read_dollar() noexcept {
    if (is_digit(peek(1))) {
        ++at_;
        while (is_digit(peek())) {
            ++at_;
        }
        return token_kind::parameter;
    }
    std::size_t close = at_ + 1;
    if (close < text_.size() && is_word_start(text_[close])) {
        while (close < text_.size() && is_word_part(text_[close]) && text_[close] != '$') {
            ++close;
        }
    }
    if (close >= text_.size() || text_[close] != '$') {
        ++at_;
        return token_kind::symbol;
    }
    const auto delimiter = text_.substr(at_, close + 1 - at_);
    const auto end = text_.find(delimiter, close + 1);
    if (end == std::string_view::npos) {
        return run_to_end(token_kind::literal);
    }
    at_ = end + delimiter.size();
    return token_kind::literal;
}

token_kind lexer::read_symbol() noexcept {
    const char c = text_[at_];
    const char after = peek(1);
    if (c == '-' && after == '-') {
        return read_line_comment();
    }
    if (c == '/' && after == '*') {
        return read_block_comment();
    }
    if (is_operator(c)) {
        return read_operator();
    }
    const bool pair = (c == ':' && (after == ':' || after == '=')) || (c == '.' && after == '.');
    at_ += pair ? 2 : 1;
    return token_kind::symbol;
}

token_kind lexer::read_operator() noexcept {
    std::size_t end = at_;
    while (end < text_.size() && is_operator(text_[end])) {
        ++end;
    }
    at_ += operator_length(text_.substr(at_, end - at_));
    return token_kind::symbol;
}

token_kind lexer::read_line_comment() noexcept {
    at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
    return token_kind::comment;
}

token_kind lexer::read_block_comment() noexcept {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
        if (peek() == '/' && peek(1) == '*') {
            ++depth;
            at_ += 2;
        } else if (peek() == '*' && peek(1) == '/') {
            at_ += 2;
            if (--depth == 0) {
                return token_kind::comment;
            }
        } else {
            ++at_;
        }
    }
    return run_to_end(token_kind::comment);
}

token_kind lexer::read_string(quoting style) noexcept {
    do {
        if (!skip_string_body(style)) {
            return run_to_end(token_kind::literal);
        }
    } while (skip_to_continuation());
    return token_kind::literal;
}

bool lexer::skip_string_body(quoting style) noexcept {
    while (at_ < text_.size()) {
        const char c = text_[at_];
        const bool escapes = c == '\\' && style == quoting::escaped;
        if (c != '\'' && !escapes) {
            ++at_;
        } else if (escapes || (peek(1) == '\'' && style != quoting::none)) {
            at_ += 2;
        } else {
            ++at_;
            return true;
        }
    }
    return false;
}

// 'one' and, after white space with a line end in it, 'two' are one literal. Line comments may
// occur between them.
bool lexer::skip_to_continuation() noexcept {
    bool new_line = false;
    std::size_t i = at_;
    while (i < text_.size()) {
        const char c = text_[i];
        if (is_space(c)) {
            new_line = new_line || c == '\n' || c == '\r';
            ++i;
        } else if (c == '-' && i + 1 < text_.size() && text_[i + 1] == '-') {
            i = std::min(text_.find_first_of("\r\n", i), text_.size());
        } else {
            break;
        }
    }
    if (!new_line || i >= text_.size() || text_[i] != '\'') {
        return false;
    }
    at_ = i + 1;
    return true;
}

token_kind lexer::read_quoted_name() noexcept {
    while (at_ < text_.size()) {
        if (text_[at_] != '"') {
            ++at_;
        } else if (peek(1) == '"') {
            at_ += 2;
        } else {
            ++at_;
            return token_kind::quoted_name;
        }
    }
    return run_to_end(token_kind::quoted_name);
}

token_kind lexer::run_to_end(token_kind kind) noexcept {
    at_ = text_.size();
    unterminated_ = true;
    return kind;
}

bool same_word(std::string_view text, std::string_view lower) noexcept {
    if (text.size() != lower.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (to_lower(text[i]) != lower[i]) {
            return false;
        }
    }
    return true;
}

} // namespace dunlin::sqltext
