// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin {

/// Reads CSV (RFC 4180) that arrives in pieces: commas, quotes doubled inside quotes, quoted line
/// ends, LF, CRLF or CR, a byte order mark at the start, a last line without its end. Blank lines
/// are passed over. A field that is empty and not quoted is NULL, as COPY has it.
class csv_reader {
public:
    using record = std::vector<std::optional<std::string_view>>;

    /// Gives more text; `is_last` with the final piece. Only when next() has returned nullptr.
    void feed(std::string_view chunk, bool is_last);
    /// The next record, valid until the next call; nullptr when more text is needed, or at the end.
    /// Throws error(usage) with the line for a record with a quote in a wrong place; the next call
    /// goes on behind it. Behind a quote that is never closed there is nothing more.
    const record* next();
    /// The line of the text, from 1, on which the last record began.
    [[nodiscard]] std::size_t line() const noexcept { return line_; }

private:
    struct field {
        std::size_t begin;
        std::size_t end;
        bool quoted;
    };
    void read_quote();
    void read_letter(char c) noexcept;
    std::size_t find_record_end();
    [[noreturn]] void fail_for_good(std::string_view problem);
    void split_fields(std::size_t begin, std::size_t end);
    void add_field(std::size_t begin, std::size_t end);

    std::string text_;
    std::size_t begin_ = 0;   ///< of the next record
    std::size_t scanned_ = 0; ///< how far the search for its end has come
    bool in_quotes_ = false;
    bool at_field_start_ = true;
    bool after_quote_ = false; ///< the quote before was a closing one, so far
    bool failed_ = false;
    bool started_ = false;
    bool is_last_ = false;
    std::size_t line_ = 1;
    std::size_t next_line_ = 1;
    std::string unquoted_;
    std::vector<field> fields_;
    record record_;
};

} // namespace dunlin
