// SPDX-License-Identifier: MIT
#include "decode_error.hpp"

#include <dunlin/sqldb/codec.hpp>

namespace dunlin::sqldb {
namespace {

int hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool is_octal(char c) noexcept {
    return c >= '0' && c <= '7';
}

std::string decode_hex(std::string_view text) {
    std::string data;
    data.reserve(text.size() / 2);
    for (std::size_t i = 2; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]);
        const int low = i + 1 < text.size() ? hex_digit(text[i + 1]) : -1;
        if (high < 0 || low < 0) {
            fail_decoding("bytea", text);
        }
        data += static_cast<char>(high * 16 + low);
    }
    return data;
}

/// The form of bytea_output = escape, which a role or database may have set (manual, 8.4.2).
std::string decode_escaped(std::string_view text) {
    std::string data;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        if (rest[0] != '\\') {
            data += rest[0];
            i += 1;
        } else if (rest.size() >= 2 && rest[1] == '\\') {
            data += '\\';
            i += 2;
        } else if (rest.size() >= 4 && is_octal(rest[1]) && is_octal(rest[2]) &&
                   is_octal(rest[3])) {
            data += static_cast<char>((rest[1] - '0') * 64 + (rest[2] - '0') * 8 + (rest[3] - '0'));
            i += 4;
        } else {
            fail_decoding("bytea", text);
        }
    }
    return data;
}

} // namespace

std::string codec<bytes>::encode(const bytes& value) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "\\x";
    text.reserve(2 + 2 * value.data.size());
    for (const char c : value.data) {
        const auto byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return text;
}

bytes codec<bytes>::decode(std::string_view text) {
    return {text.substr(0, 2) == "\\x" ? decode_hex(text) : decode_escaped(text)};
}

} // namespace dunlin::sqldb
