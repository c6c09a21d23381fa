// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

/// A file, or stdin for "-", that is read in chunks. A signal ends the wait for data with
/// error(interrupted).
class input {
public:
    /// Throws error(config) when the file cannot be opened.
    input(const std::string& path, const interruption& stop);
    ~input();
    input(const input&) = delete;
    input& operator=(const input&) = delete;

    /// Replaces `chunk` with the next 256 KiB or less. At the end it returns false and an empty
    /// chunk. Throws error(config) for UTF-16.
    bool read(std::string& chunk);
    /// The rest of the input. Throws error(usage) when that is more than `max_bytes`.
    std::string read_all(std::size_t max_bytes = 64U << 20U);
    /// Its name in messages.
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The number of bytes read so far.
    [[nodiscard]] std::int64_t position() const noexcept { return position_; }
    /// The size of the file; 0 when it is unknown.
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
