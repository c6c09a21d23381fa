// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace dunlin::migrator {

/// The comment lines of a text, one after the other: lines whose first characters other than
/// blanks are `--`. Other lines are passed over quickly.
class comment_lines {
public:
    explicit comment_lines(std::string_view text) : text_(text) {}

    /// Goes to the next comment line; false at the end.
    bool next();
    /// The line without its line end, LF or CRLF.
    [[nodiscard]] std::string_view line() const { return text_.substr(begin_, end_ - begin_); }
    [[nodiscard]] std::size_t begin() const noexcept { return begin_; }
    /// Where the following line begins.
    [[nodiscard]] std::size_t after() const noexcept { return after_; }
    /// Whether a line that is neither blank nor a comment stood before this one.
    [[nodiscard]] bool after_statements() const noexcept { return after_statements_; }
    /// To be called when a new section begins.
    void forget_statements() noexcept { after_statements_ = false; }

private:
    void skip_line();
    [[nodiscard]] std::size_t first_character() const;

    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t after_ = 0;
    bool after_statements_ = false;
    bool in_block_comment_ = false;
};

} // namespace dunlin::migrator
