// SPDX-License-Identifier: MIT
#include "format/lines.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>

namespace dunlin::migrator {

void comment_lines::skip_line() {
    begin_ = after_ == 0 ? text_.size() - without_bom(text_).size() : after_;
    const std::size_t newline = text_.find('\n', begin_);
    after_ = newline == std::string_view::npos ? text_.size() : newline + 1;
    end_ = newline == std::string_view::npos ? text_.size() : newline;
    if (end_ > begin_ && text_[end_ - 1] == '\r') {
        --end_;
    }
}

std::size_t comment_lines::first_character() const {
    return std::min(line().find_first_not_of(" \t\f\v"), line().size());
}

bool comment_lines::next() {
    while (after_ < text_.size()) {
        skip_line();
        const std::string_view rest = line().substr(first_character());
        if (in_block_comment_) {
            in_block_comment_ = rest.find("*/") == std::string_view::npos;
            continue;
        }
        if (rest.starts_with("--")) {
            return true;
        }
        // A licence in a block comment may precede the headers.
        const bool opens = rest.starts_with("/*");
        in_block_comment_ =
            opens && !after_statements_ && rest.find("*/") == std::string_view::npos;
        after_statements_ |= !rest.empty() && !opens;
    }
    return false;
}

} // namespace dunlin::migrator
