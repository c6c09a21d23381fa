// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>

#include <openssl/evp.h>

#include <array>

namespace dunlin {
namespace {

std::string hex(const unsigned char* bytes, std::size_t size) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(size * 2);
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4U];
        text += digits[bytes[i] & 0x0FU];
    }
    return text;
}

std::string digest(const EVP_MD* algorithm, std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned int size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, algorithm, nullptr) != 1) {
        throw error(error_kind::failed, "libcrypto could not compute a digest");
    }
    return hex(out.data(), size);
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
    return digest(EVP_sha256(), bytes);
}

std::string sha1(std::string_view bytes) {
    return digest(EVP_sha1(), bytes);
}

std::string sha384(std::string_view bytes) {
    return digest(EVP_sha384(), bytes);
}

std::string md5(std::string_view bytes) {
    return digest(EVP_md5(), bytes);
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
    EVP_MD_CTX* context = EVP_MD_CTX_new();
};

sha256_stream::sha256_stream() : state_(std::make_unique<state>()) {
    if (state_->context == nullptr ||
        EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1) {
        throw error(error_kind::failed, "libcrypto could not start a digest");
    }
}

sha256_stream::~sha256_stream() {
    EVP_MD_CTX_free(state_->context);
}

void sha256_stream::update(std::string_view bytes) {
    if (EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) != 1) {
        throw error(error_kind::failed, "libcrypto could not compute a digest");
    }
}

std::string sha256_stream::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(state_->context, out.data(), &size) != 1) {
        throw error(error_kind::failed, "libcrypto could not finish a digest");
    }
    return hex(out.data(), size);
}

} // namespace dunlin
