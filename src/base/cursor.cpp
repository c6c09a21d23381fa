// SPDX-License-Identifier: MIT
#include <dunlin/base/cursor.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <vector>

namespace dunlin {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t id_size = 36;

std::string encode(std::string_view bytes) {
    std::vector<unsigned char> text(4 * ((bytes.size() + 2) / 3) + 1);
    const int size =
        EVP_EncodeBlock(text.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                        static_cast<int>(bytes.size()));
    std::string word(text.begin(), text.begin() + size);
    std::replace(word.begin(), word.end(), '+', '-');
    std::replace(word.begin(), word.end(), '/', '_');
    word.erase(word.find_last_not_of('=') + 1);
    return word;
}

std::string decode(std::string_view word) {
    if (word.empty() || word.size() > 4096 ||
        word.find_first_not_of(letters) != std::string_view::npos || word.size() % 4 == 1) {
        fail_no_cursor();
    }
    std::string text(word);
    std::replace(text.begin(), text.end(), '-', '+');
    std::replace(text.begin(), text.end(), '_', '/');
    const std::size_t padding = (4 - text.size() % 4) % 4;
    text.append(padding, '=');
    std::vector<unsigned char> bytes(text.size());
    const int size =
        EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size()));
    if (size < 0) {
        fail_no_cursor();
    }
    return {bytes.begin(), bytes.begin() + size - static_cast<std::ptrdiff_t>(padding)};
}

} // namespace

std::string write_cursor(const cursor& place) {
    return encode(place.id.to_string() + place.order + ' ' + place.value);
}

cursor read_cursor(std::string_view word) {
    const std::string text = decode(word);
    const auto blank = text.find(' ', std::min(id_size, text.size()));
    const auto id = uuid::parse(std::string_view(text).substr(0, id_size));
    if (!id || blank == std::string::npos || find_invalid_utf8(text)) {
        fail_no_cursor();
    }
    return {text.substr(id_size, blank - id_size), text.substr(blank + 1), *id};
}

void require_order(const cursor& place, std::string_view order) {
    if (place.order != order) {
        throw error(error_kind::usage,
                    fmt::format("after: this cursor belongs to another order than {}", order))
            .with_hint("give the same --order-by as for the page before");
    }
}

void fail_no_cursor() {
    throw error(error_kind::usage, "after: this is not a cursor")
        .with_hint("take the value of \"next\" from the page before");
}

} // namespace dunlin
