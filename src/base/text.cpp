// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace dunlin {
namespace {

struct lead {
    std::size_t length; ///< bytes in the sequence, 0 for no valid lead
    unsigned char low;  ///< range of the second byte
    unsigned char high;
};

lead classify(unsigned char c) noexcept {
    if (c >= 0xC2 && c <= 0xDF) {
        return {2, 0x80, 0xBF};
    }
    if (c >= 0xE0 && c <= 0xEF) {
        const unsigned char low = c == 0xE0 ? 0xA0 : 0x80;
        const unsigned char high = c == 0xED ? 0x9F : 0xBF;
        return {3, low, high};
    }
    if (c >= 0xF0 && c <= 0xF4) {
        const unsigned char low = c == 0xF0 ? 0x90 : 0x80;
        const unsigned char high = c == 0xF4 ? 0x8F : 0xBF;
        return {4, low, high};
    }
    return {0, 0, 0};
}

bool well_formed(std::string_view rest, const lead& first) noexcept {
    if (first.length == 0 || rest.size() < first.length) {
        return false;
    }
    const auto second = static_cast<unsigned char>(rest[1]);
    if (second < first.low || second > first.high) {
        return false;
    }
    for (std::size_t i = 2; i < first.length; ++i) {
        if ((static_cast<unsigned char>(rest[i]) & 0xC0U) != 0x80U) {
            return false;
        }
    }
    return true;
}

/// Whether eight bytes are all ASCII and none of them NUL: most SQL passes here.
bool is_plain_ascii_word(const char* bytes) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    return ((word | (word - ones)) & high_bits) == 0;
}

/// The bytes of the white space characters beyond ASCII.
constexpr std::array<std::string_view, 19> non_ascii_white_space{
    "\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81",
    "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

} // namespace

std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view white_space = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

std::string_view trim_white_space(std::string_view text) noexcept {
    for (;;) {
        text = trim(text);
        const auto before = text.size();
        for (const auto character : non_ascii_white_space) {
            if (text.starts_with(character)) {
                text.remove_prefix(character.size());
            }
            if (text.ends_with(character)) {
                text.remove_suffix(character.size());
            }
        }
        if (text.size() == before) {
            return text;
        }
    }
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return lower;
}

std::string upper_case(std::string_view text) {
    std::string upper(text);
    for (char& c : upper) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return upper;
}

std::size_t character_count(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool has_control_character(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 || c == 0x7F) {
            return true;
        }
        if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            return true;
        }
    }
    return false;
}

std::string_view without_bom(std::string_view text) noexcept {
    constexpr std::string_view bom = "\xEF\xBB\xBF";
    return text.starts_with(bom) ? text.substr(bom.size()) : text;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= 8 && is_plain_ascii_word(text.data() + at)) {
            at += 8;
            continue;
        }
        const auto c = static_cast<unsigned char>(text[at]);
        if (c != 0 && c < 0x80) {
            ++at;
            continue;
        }
        const lead first = classify(c);
        if (c == 0 || !well_formed(text.substr(at), first)) {
            return at;
        }
        at += first.length;
    }
    return std::nullopt;
}

} // namespace dunlin
