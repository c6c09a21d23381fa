// SPDX-License-Identifier: MIT
#pragma once

#include "read/input.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Splits bytes into lines. Needs memory for a buffer and the longest line.
class line_reader {
public:
    /// Of a line longer than `limit` bytes only the beginning is returned.
    line_reader(byte_source& source, std::size_t limit) : source_(source), limit_(limit) {}

    /// The next line without its end, valid until the next call; false at the end.
    bool next(std::string_view& line);
    /// The number of the last line, from 1.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    /// Whether the last line was longer than the limit.
    [[nodiscard]] bool is_truncated() const noexcept { return is_truncated_; }
    [[nodiscard]] bool at_end() const noexcept { return ended_ && at_ == size_; }

private:
    void refill();
    void truncate();

    byte_source& source_;
    std::size_t limit_;
    std::string in_;
    std::size_t size_ = 0;    ///< bytes in in_
    std::size_t at_ = 0;      ///< where the line begins
    std::size_t scanned_ = 0; ///< no line end is between at_ and here
    bool ended_ = false;
    bool is_truncated_ = false;
    std::string beginning_; ///< of a truncated line
    std::size_t number_ = 0;
};

} // namespace dunlin::seeder
