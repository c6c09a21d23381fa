// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/uuid.hpp>

#include <sys/random.h>

namespace dunlin {
namespace {

constexpr bool dash_before(std::size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

std::optional<std::uint8_t> hex_digit(char c) noexcept {
    if (c >= '0' && c <= '9') {
        return static_cast<std::uint8_t>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<std::uint8_t>(c - 'a' + 10);
    }
    if (c >= 'A' && c <= 'F') {
        return static_cast<std::uint8_t>(c - 'A' + 10);
    }
    return std::nullopt;
}

} // namespace

uuid uuid::random() {
    uuid id;
    if (getrandom(id.bytes_.data(), id.bytes_.size(), 0) !=
        static_cast<ssize_t>(id.bytes_.size())) {
        throw error(error_kind::failed, "cannot get random bytes for a UUID");
    }
    id.bytes_[6] = static_cast<std::uint8_t>((id.bytes_[6] & 0x0FU) | 0x40U);
    id.bytes_[8] = static_cast<std::uint8_t>((id.bytes_[8] & 0x3FU) | 0x80U);
    return id;
}

std::optional<uuid> uuid::parse(std::string_view text) noexcept {
    if (text.size() != 36) {
        return std::nullopt;
    }
    uuid id;
    std::size_t at = 0;
    for (std::size_t i = 0; i < id.bytes_.size(); ++i) {
        if (dash_before(i) && text[at++] != '-') {
            return std::nullopt;
        }
        const auto high = hex_digit(text[at]);
        const auto low = hex_digit(text[at + 1]);
        if (!high || !low) {
            return std::nullopt;
        }
        id.bytes_[i] = static_cast<std::uint8_t>((*high << 4U) | *low);
        at += 2;
    }
    return id;
}

std::string uuid::to_string() const {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (dash_before(i)) {
            text += '-';
        }
        text += digits[bytes_[i] >> 4U];
        text += digits[bytes_[i] & 0x0FU];
    }
    return text;
}

} // namespace dunlin
