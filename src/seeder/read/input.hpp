// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace dunlin::seeder {

/// Bytes that are read once, front to back.
class byte_source {
public:
    byte_source() = default;
    byte_source(const byte_source&) = delete;
    byte_source& operator=(const byte_source&) = delete;
    virtual ~byte_source() = default;
    /// Fills the front of `into`; the number of bytes, 0 at the end only. Throws error(failed)
    /// naming the file when it cannot be read or its compression is damaged.
    virtual std::size_t read(std::span<char> into) = 0;
};

/// A file or stdin, decompressed when it is gzip or zstd: told by its first bytes, not by its name.
class input final : public byte_source {
public:
    /// "-" is stdin. Throws error(config) when the file does not exist, error(failed) when it
    /// cannot be read.
    explicit input(const std::filesystem::path& path);
    ~input() override;

    std::size_t read(std::span<char> into) override;

    /// Bytes taken from the disk so far, and in all (0 when unknown: a pipe).
    [[nodiscard]] std::int64_t position() const noexcept;
    [[nodiscard]] std::int64_t size() const noexcept;

private:
    class raw_file;
    std::unique_ptr<raw_file> raw_;
    std::unique_ptr<byte_source> unpacked_; ///< reads from raw_; null when it is not compressed
};

/// Whether a path ("-": stdin) leads to a regular file, which can be read more than once.
bool is_repeatable(const std::filesystem::path& path) noexcept;

/// All bytes of a file, decompressed.
std::string read_whole(const std::filesystem::path& path);

} // namespace dunlin::seeder
