// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <array>

// Nettle, because OpenSSL's initialisation takes longer than reading most migration folders.
namespace dunlin {
namespace {

std::string hex(const unsigned char* bytes, std::size_t size) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text(size * 2, '0');
    char* to = text.data();
    for (std::size_t i = 0; i < size; ++i) {
        *to++ = digits[bytes[i] >> 4U];
        *to++ = digits[bytes[i] & 0x0FU];
    }
    return text;
}

const std::uint8_t* bytes_of(std::string_view text) {
    return reinterpret_cast<const std::uint8_t*>(text.data());
}

/// `finish` is Nettle's xxx_digest for the context, which also resets it for the next text.
template <std::size_t size, class Context, class Finish>
std::string hex_of(Context& context, Finish finish) {
    std::array<std::uint8_t, size> out{};
    finish(&context, out.size(), out.data());
    return hex(out.data(), out.size());
}

constexpr std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
        }
        table[i] = value;
    }
    return table;
}

} // namespace

std::string sha256(std::string_view bytes) {
    sha256_ctx context{};
    sha256_init(&context);
    sha256_update(&context, bytes.size(), bytes_of(bytes));
    return hex_of<SHA256_DIGEST_SIZE>(context, sha256_digest);
}

std::string sha384(std::string_view bytes) {
    sha384_ctx context{};
    sha384_init(&context);
    sha384_update(&context, bytes.size(), bytes_of(bytes));
    return hex_of<SHA384_DIGEST_SIZE>(context, sha384_digest);
}

std::string sha1(std::string_view bytes) {
    sha1_ctx context{};
    sha1_init(&context);
    sha1_update(&context, bytes.size(), bytes_of(bytes));
    return hex_of<SHA1_DIGEST_SIZE>(context, sha1_digest);
}

std::string md5(std::string_view bytes) {
    md5_ctx context{};
    md5_init(&context);
    md5_update(&context, bytes.size(), bytes_of(bytes));
    return hex_of<MD5_DIGEST_SIZE>(context, md5_digest);
}

std::uint32_t crc32(std::string_view bytes) noexcept {
    static constexpr auto table = make_crc_table();
    std::uint32_t value = 0xFFFFFFFFU;
    for (const char c : bytes) {
        value = table[(value ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (value >> 8U);
    }
    return value ^ 0xFFFFFFFFU;
}

struct sha256_stream::state {
    sha256_ctx context{};
};

sha256_stream::sha256_stream() : state_(std::make_unique<state>()) {
    sha256_init(&state_->context);
}

sha256_stream::~sha256_stream() = default;

void sha256_stream::update(std::string_view bytes) {
    sha256_update(&state_->context, bytes.size(), bytes_of(bytes));
}

std::string sha256_stream::finish() {
    return hex_of<SHA256_DIGEST_SIZE>(state_->context, sha256_digest);
}

} // namespace dunlin
