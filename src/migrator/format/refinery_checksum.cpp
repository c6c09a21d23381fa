// SPDX-License-Identifier: MIT
#include "format/refinery_checksum.hpp"

#include <bit>

namespace dunlin::migrator {
namespace {

struct sip_state {
    std::uint64_t v0 = 0x736f6d6570736575U;
    std::uint64_t v1 = 0x646f72616e646f6dU;
    std::uint64_t v2 = 0x6c7967656e657261U;
    std::uint64_t v3 = 0x7465646279746573U;

    void round() noexcept {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }

    void add_word(std::uint64_t word) noexcept {
        v3 ^= word;
        round();
        v0 ^= word;
    }
};

/// Up to eight bytes, the lowest first.
std::uint64_t word_of(std::string_view bytes) noexcept {
    std::uint64_t result = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        result |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    }
    return result;
}

} // namespace

std::uint64_t sip_hash_1_3(std::string_view bytes) noexcept {
    constexpr std::size_t width = 8;
    const std::uint64_t length = std::uint64_t{bytes.size()} << 56U;
    sip_state state;
    for (; bytes.size() >= width; bytes.remove_prefix(width)) {
        state.add_word(word_of(bytes.substr(0, width)));
    }
    state.add_word(length | word_of(bytes));
    state.v2 ^= 0xffU;
    state.round();
    state.round();
    state.round();
    return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

std::string refinery_checksum(std::string_view name, std::int64_t version, std::string_view script,
                              bool eight_bytes) {
    // Rust ends the bytes of a text with 0xFF when it hashes one.
    std::string bytes(name);
    bytes += '\xff';
    for (std::size_t i = 0; i < (eight_bytes ? 8U : 4U); ++i) {
        bytes += static_cast<char>(static_cast<std::uint64_t>(version) >> (8 * i) & 0xffU);
    }
    bytes += script;
    bytes += '\xff';
    return std::to_string(sip_hash_1_3(bytes));
}

} // namespace dunlin::migrator
