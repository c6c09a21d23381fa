// SPDX-License-Identifier: MIT
#include "read/line_reader.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>
#include <cstring>

namespace dunlin::seeder {
namespace {

constexpr std::size_t buffer_size = 128UL * 1024;
constexpr std::size_t truncated_size = 1024;

} // namespace

bool line_reader::next(std::string_view& line) {
    is_truncated_ = false;
    while (true) {
        const char* const bytes = in_.data();
        const auto* newline =
            static_cast<const char*>(std::memchr(bytes + scanned_, '\n', size_ - scanned_));
        scanned_ = newline != nullptr ? static_cast<std::size_t>(newline - bytes) : size_;
        if (scanned_ - at_ > limit_) {
            truncate();
        }
        if (newline != nullptr || (ended_ && (at_ < size_ || is_truncated_))) {
            line = std::string_view(in_).substr(at_, scanned_ - at_);
            line = is_truncated_ ? std::string_view(beginning_) : line;
            line = number_ == 0 ? without_bom(line) : line;
            at_ = scanned_ = std::min(scanned_ + 1, size_);
            ++number_;
            return true;
        }
        if (ended_) {
            return false;
        }
        refill();
    }
}

/// Discards the line up to scanned_, except for its beginning.
void line_reader::truncate() {
    if (!is_truncated_) {
        beginning_ = in_.substr(at_, std::min(truncated_size, scanned_ - at_));
        is_truncated_ = true;
    }
    at_ = scanned_;
}

void line_reader::refill() {
    const std::size_t left = size_ - at_;
    if (at_ > 0) {
        std::memmove(in_.data(), in_.data() + at_, left);
        scanned_ -= at_;
        at_ = 0;
    }
    if (in_.size() < left + buffer_size) {
        in_.resize(std::max(left + buffer_size, 2 * left));
    }
    const std::size_t count = source_.read({in_.data() + left, in_.size() - left});
    size_ = left + count;
    ended_ = count == 0;
}

} // namespace dunlin::seeder
