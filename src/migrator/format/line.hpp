// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/text.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace dunlin::migrator {

/// The lines of a text, one after the other. LF and CRLF end a line; a byte order mark is passed
/// over.
class lines {
public:
    explicit lines(std::string_view text)
        : text_(text), after_(text.size() - without_bom(text).size()) {}

    /// Goes to the next line; false at the end.
    bool next() {
        if (after_ >= text_.size()) {
            return false;
        }
        begin_ = after_;
        const std::size_t newline = text_.find('\n', begin_);
        after_ = newline == std::string_view::npos ? text_.size() : newline + 1;
        end_ = std::min(newline, text_.size());
        if (end_ > begin_ && text_[end_ - 1] == '\r') {
            --end_;
        }
        return true;
    }
    /// Without its line end.
    [[nodiscard]] std::string_view line() const { return text_.substr(begin_, end_ - begin_); }
    [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
    /// Where the following line begins.
    [[nodiscard]] std::size_t after() const noexcept { return after_; }

private:
    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t after_;
};

} // namespace dunlin::migrator
