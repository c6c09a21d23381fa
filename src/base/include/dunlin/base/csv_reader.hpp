// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin {

/// Reads CSV (RFC 4180) that arrives in chunks. Accepts doubled quotes and line ends inside quotes;
/// LF, CRLF and CR as line ends; a byte order mark at the start; and a last line without a line
/// end. Blank lines are skipped. An empty field without quotes is NULL, as in COPY.
class csv_reader {
public:
    using record = std::vector<std::optional<std::string_view>>;

    /// Adds text; `is_last` marks the last chunk. To be called only after next() has returned
    /// nullptr.
    void feed(std::string_view chunk, bool is_last);
    /// The next record, valid until the next call; nullptr when more text is needed, or at the end.
    /// Throws error(usage) with the line number for a record with a misplaced quote; the next call
    /// continues after that record. After an unclosed quote nothing more is read.
    const record* next();
    /// The number of the line, from 1, on which the last record began.
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
