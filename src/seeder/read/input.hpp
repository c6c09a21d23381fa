// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/seed_set.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace dunlin::seeder {

/// Bytes that can be read once.
class byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    virtual ~byte_source() = default;
    /// Reads into the front of `buffer` and returns the number of bytes: 0 only at the end. Throws
    /// error(failed) that names the file if it cannot be read or decompressed.
    virtual std::size_t read(std::span<char> buffer) = 0;
};

/// A file, standard input or an embedded file. Decompresses gzip and zstd, which its first bytes
/// tell, not its name.
class input final : public byte_source {
public:
    /// The path "-" is standard input. Throws error(config) if the file does not exist,
    /// error(failed) if it cannot be read.
    explicit input(const seed_file& file);
    ~input() override;

    /// Throws error(config) for a file in UTF-16.
    std::size_t read(std::span<char> buffer) override;

    /// The bytes read so far before decompression, and the size of the file (0 for a pipe).
    [[nodiscard]] std::int64_t position() const noexcept;
    [[nodiscard]] std::int64_t size() const noexcept;

private:
    class raw_source;
    class disk_file;
    class memory_file;
    static std::unique_ptr<raw_source> open(const seed_file& file);

    std::unique_ptr<raw_source> raw_;
    std::unique_ptr<byte_source> decompressed_; ///< reads from raw_; null if not compressed
    bool is_checked_ = false;                   ///< the beginning is not UTF-16
};

/// Whether a file can be read more than once: a regular file or an embedded one.
bool is_repeatable(const seed_file& file) noexcept;

/// The whole content of a file, decompressed.
std::string read_whole(const seed_file& file);

} // namespace dunlin::seeder
