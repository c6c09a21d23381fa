// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

/// A file, or stdin for "-", that is read piece by piece. Waiting for more ends with
/// error(interrupted) when a signal asks for it.
class input {
public:
    /// Throws error(config) when the file cannot be opened.
    input(const std::string& path, const interruption& stop);
    ~input();
    input(const input&) = delete;
    input& operator=(const input&) = delete;

    /// Replaces `piece` by up to 256 KiB more; false, and an empty piece, at the end.
    bool read(std::string& piece);
    /// All that is left, at most `most` bytes; more is error(usage).
    std::string read_all(std::size_t most);
    /// What messages call it.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// How many bytes were read so far.
    [[nodiscard]] std::int64_t position() const noexcept { return position_; }
    /// How many bytes there are in all, 0 when that is not known.
    [[nodiscard]] std::int64_t size() const noexcept { return size_; }

private:
    const interruption& stop_;
    std::string name_;
    int descriptor_ = -1;
    bool owned_ = false;
    std::int64_t position_ = 0;
    std::int64_t size_ = 0;
};

} // namespace dunlin::commands
