// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
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

/// A file or standard input. Decompresses gzip and zstd, which its first bytes tell, not its name.
class input final : public byte_source {
public:
    /// "-" is standard input. Throws error(config) if the file does not exist, error(failed) if it
    /// cannot be read.
    explicit input(const std::filesystem::path& path);
    ~input() override;

    std::size_t read(std::span<char> buffer) override;

    /// The bytes read from the disk so far, and the size of the file (0 for a pipe).
    [[nodiscard]] std::int64_t position() const noexcept;
    [[nodiscard]] std::int64_t size() const noexcept;

private:
    class raw_file;
    std::unique_ptr<raw_file> raw_;
    std::unique_ptr<byte_source> decompressed_; ///< reads from raw_; null if not compressed
};

/// Whether a path ("-": standard input) is a regular file, which can be read more than once.
bool is_repeatable(const std::filesystem::path& path) noexcept;

/// The whole content of a file, decompressed.
std::string read_whole(const std::filesystem::path& path);

} // namespace dunlin::seeder
