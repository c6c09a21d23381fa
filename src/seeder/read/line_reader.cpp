// SPDX-License-Identifier: MIT
#include "read/line_reader.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>
#include <cstring>

namespace dunlin::seeder {
namespace {

constexpr std::size_t piece = 128UL * 1024;
constexpr std::size_t kept_of_cut_line = 1024;

} // namespace

bool line_reader::next(std::string_view& line) {
    is_cut_ = false;
    while (true) {
        const char* const bytes = in_.data();
        const auto* newline =
            static_cast<const char*>(std::memchr(bytes + scanned_, '\n', size_ - scanned_));
        scanned_ = newline != nullptr ? static_cast<std::size_t>(newline - bytes) : size_;
        if (scanned_ - at_ > limit_) {
            cut();
        }
        if (newline != nullptr || (ended_ && (at_ < size_ || is_cut_))) {
            line = std::string_view(in_).substr(at_, scanned_ - at_);
            line = is_cut_ ? std::string_view(beginning_) : line;
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

/// Lets go of what was read of the line, up to scanned_.
void line_reader::cut() {
    if (!is_cut_) {
        beginning_ = in_.substr(at_, std::min(kept_of_cut_line, scanned_ - at_));
        is_cut_ = true;
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
    if (in_.size() < left + piece) {
        in_.resize(std::max(left + piece, 2 * left));
    }
    const std::size_t got = from_.read({in_.data() + left, in_.size() - left});
    size_ = left + got;
    ended_ = got == 0;
}

} // namespace dunlin::seeder
