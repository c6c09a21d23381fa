// SPDX-License-Identifier: MIT
#include <dunlin/base/cursor.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <nettle/base64.h>

#include <algorithm>
#include <cstdint>

namespace dunlin {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t id_size = 36;

std::string encode(std::string_view bytes) {
    base64_encode_ctx context{};
    base64url_encode_init(&context);
    std::string text(BASE64_ENCODE_LENGTH(bytes.size()) + BASE64_ENCODE_FINAL_LENGTH, '=');
    const std::size_t size = base64_encode_update(
        &context, text.data(), bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    text.resize(size + base64_encode_final(&context, text.data() + size));
    text.erase(text.find_last_not_of('=') + 1);
    return text;
}

std::string decode(std::string_view text) {
    // The decoder itself ignores white space.
    if (text.empty() || text.size() > 4096 ||
        text.find_first_not_of(alphabet) != std::string_view::npos || text.size() % 4 == 1) {
        fail_no_cursor();
    }
    std::string padded(text);
    padded.append((4 - text.size() % 4) % 4, '=');
    base64_decode_ctx context{};
    base64url_decode_init(&context);
    std::string bytes(BASE64_DECODE_LENGTH(padded.size()), '\0');
    std::size_t size = bytes.size();
    if (base64_decode_update(&context, &size, reinterpret_cast<std::uint8_t*>(bytes.data()),
                             padded.size(), padded.data()) != 1 ||
        base64_decode_final(&context) != 1) {
        fail_no_cursor();
    }
    bytes.resize(size);
    return bytes;
}

} // namespace

std::string encode_cursor(const cursor& position) {
    return encode(position.id.to_string() + position.order + ' ' + position.value);
}

cursor parse_cursor(std::string_view text) {
    const std::string decoded = decode(text);
    const auto blank = decoded.find(' ', std::min(id_size, decoded.size()));
    const auto id = uuid::parse(std::string_view(decoded).substr(0, id_size));
    if (!id || blank == std::string::npos || find_invalid_utf8(decoded)) {
        fail_no_cursor();
    }
    return {decoded.substr(id_size, blank - id_size), decoded.substr(blank + 1), *id};
}

void require_order(const cursor& position, std::string_view order) {
    if (position.order != order) {
        throw error(error_kind::usage,
                    fmt::format("after: the cursor is for another order than {}", order))
            .with_hint("use the same --order-by as for the previous page");
    }
}

void fail_no_cursor() {
    throw error(error_kind::usage, "after: not a valid cursor")
        .with_hint("use the value of \"next\" from the previous page");
}

} // namespace dunlin
