// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>

#include <openssl/evp.h>

#include <array>
#include <memory>

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

struct free_context {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// For many small texts. EVP_sha256() would be looked up among the providers for each of them,
/// which takes longer than the digest.
EVP_MD_CTX* sha256_context() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, free_context> context(EVP_MD_CTX_new());
    const bool ready =
        context != nullptr && EVP_DigestInit_ex(context.get(), algorithm, nullptr) == 1;
    return ready ? context.get() : nullptr;
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
    std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
    unsigned int size = 0;
    EVP_MD_CTX* context = sha256_context();
    if (context == nullptr || EVP_DigestUpdate(context, bytes.data(), bytes.size()) != 1 ||
        EVP_DigestFinal_ex(context, out.data(), &size) != 1) {
        throw error(error_kind::failed, "libcrypto could not compute a digest");
    }
    return hex(out.data(), size);
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
