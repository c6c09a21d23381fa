// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>

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
bool plain_word(const char* bytes) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t tops = 0x8080808080808080ULL;
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    return ((word | (word - ones)) & tops) == 0;
}

} // namespace

std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view white = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(white);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(white) - first + 1);
}

std::string_view without_bom(std::string_view text) noexcept {
    constexpr std::string_view bom = "\xEF\xBB\xBF";
    return text.starts_with(bom) ? text.substr(bom.size()) : text;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text.size() - at >= 8 && plain_word(text.data() + at)) {
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
