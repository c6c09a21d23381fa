// SPDX-License-Identifier: MIT
#pragma once

#include "read/input.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dunlin::seeder {

/// Cuts bytes into lines, in memory for one buffer and the longest line.
class line_reader {
public:
    /// Of a line that is longer than the limit only the beginning is kept.
    line_reader(byte_source& from, std::size_t limit) : from_(from), limit_(limit) {}

    /// The next line without its end, valid until the next call; false at the end.
    bool next(std::string_view& line);
    /// The number of the line that next() gave, from 1.
    [[nodiscard]] std::size_t number() const noexcept { return number_; }
    /// Whether that line was longer than the limit.
    [[nodiscard]] bool is_cut() const noexcept { return is_cut_; }
    [[nodiscard]] bool at_end() const noexcept { return ended_ && at_ == size_; }

private:
    void refill();
    void cut();

    byte_source& from_;
    std::size_t limit_;
    std::string in_;
    std::size_t size_ = 0;    ///< bytes of in_ that were read
    std::size_t at_ = 0;      ///< where the line begins
    std::size_t scanned_ = 0; ///< no line end stands between at_ and here
    bool ended_ = false;
    bool is_cut_ = false;
    std::string beginning_; ///< of a line that was cut
    std::size_t number_ = 0;
};

} // namespace dunlin::seeder
