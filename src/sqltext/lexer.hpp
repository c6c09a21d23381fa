// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/tokens.hpp>

#include <cstddef>
#include <string_view>

namespace dunlin::sqltext {

/// Reads tokens one by one, by the rules of PostgreSQL's scan.l with standard_conforming_strings
/// on. It does what libpg_query's scanner cannot: it never fails (a number followed by letters is a
/// number and a word, as before PostgreSQL 15), reads the numerals of PostgreSQL 16 (`0x1F`,
/// `1_000`) with any version of the library, joins literals across a line comment as the server
/// does, accepts any bytes, and is ten times as fast. A test checks that both agree otherwise.
/// Keywords are words here. A byte order mark at the start of the text is white space.
class lexer {
public:
    explicit lexer(std::string_view text, std::size_t from = 0);

    /// The next token; false at the end of the text.
    bool next(token& out);
    /// The next token that is not a comment.
    bool next_significant(token& out);
    /// Continues from another offset.
    void seek(std::size_t position) noexcept { at_ = position; }
    /// The offset after the last token.
    [[nodiscard]] std::size_t position() const noexcept { return at_; }

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::string_view text(const token& t) const noexcept {
        return text_.substr(t.begin, t.end - t.begin);
    }
    /// Whether the last token lacks its closing quote or comment end and so extends to the end of
    /// the text.
    [[nodiscard]] bool unterminated() const noexcept { return unterminated_; }

private:
    /// How a quoted string may contain a quote: 'it''s', E'it\'s', or not at all (x'..', b'..').
    enum class quoting { doubled, escaped, none };

    void skip_white_space() noexcept;
    token_kind read() noexcept;
    token_kind read_word() noexcept;
    token_kind read_number() noexcept;
    token_kind read_dollar() noexcept;
    token_kind read_symbol() noexcept;
    token_kind read_operator() noexcept;
    token_kind read_line_comment() noexcept;
    token_kind read_block_comment() noexcept;
    token_kind read_string(quoting style) noexcept;
    token_kind read_quoted_name() noexcept;

    bool skip_string_body(quoting style) noexcept;
    bool skip_to_continuation() noexcept;
    void skip_digits() noexcept;
    bool skip_radix_digits() noexcept;
    token_kind run_to_end(token_kind kind) noexcept;
    /// The byte `ahead` bytes after the current one; NUL past the end.
    [[nodiscard]] char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    std::string_view text_;
    std::size_t at_;
    bool unterminated_ = false;
};

/// Whether a token's text is this word; `lower` is in lower case, ASCII.
bool same_word(std::string_view text, std::string_view lower) noexcept;

} // namespace dunlin::sqltext
