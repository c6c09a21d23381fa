// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dunlin {

/// Digests as lower-case hexadecimal text.
std::string sha256(std::string_view bytes);
std::string sha384(std::string_view bytes);
std::string md5(std::string_view bytes);
std::string sha1(std::string_view bytes);

/// CRC-32 of IEEE 802.3, as zlib's crc32() computes it.
std::uint32_t crc32(std::string_view bytes) noexcept;

/// SHA-256 of input that arrives in chunks.
class sha256_stream {
public:
    sha256_stream();
    ~sha256_stream();
    sha256_stream(const sha256_stream&) = delete;
    sha256_stream& operator=(const sha256_stream&) = delete;

    void update(std::string_view bytes);
    /// The digest; the stream cannot be used afterwards.
    std::string finish();

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace dunlin
