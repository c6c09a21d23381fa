// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// The character classes of PostgreSQL's scan.l. They apply to bytes: every byte from 0x80 on may
// occur in an unquoted name, and only ASCII letters have case.
namespace dunlin::sqltext {

constexpr char to_lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr bool is_space(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

constexpr bool is_word_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool is_word_part(char c) noexcept {
    return is_word_start(c) || is_digit(c) || c == '$';
}

constexpr bool is_operator(char c) noexcept {
    constexpr std::string_view operators = "~!@#^&|`?+-*/%<>=";
    return operators.find(c) != std::string_view::npos;
}

/// 16, 8 or 2 for the letter of `0x`, `0o` or `0b`, else 0.
constexpr int radix_of(char letter) noexcept {
    switch (to_lower(letter)) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 0;
    }
}

constexpr bool is_digit_of(char c, int radix) noexcept {
    if (is_digit(c)) {
        return c - '0' < radix;
    }
    return radix == 16 && to_lower(c) >= 'a' && to_lower(c) <= 'f';
}

} // namespace dunlin::sqltext
