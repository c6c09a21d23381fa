// SPDX-License-Identifier: MIT
#pragma once

#include "read/bad_rows.hpp"
#include "read/input.hpp"
#include "read/reader_options.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// Reads CSV (RFC 4180; lines end in LF, CRLF or CR; a byte order mark is skipped) and returns it
/// as input of COPY ... (FORMAT csv): whole records with LF line ends. Fields stay quoted, since
/// the server unquotes them; dunlin::csv_reader returns values. Needs memory for a buffer and the
/// longest record, which the limits bound.
class csv_reader {
public:
    /// Reads the header. `source` and `bad` must outlive the reader. Throws error(config) for an
    /// empty file, an empty or repeated column name, or a malformed header.
    csv_reader(byte_source& source, std::string file, bad_rows& bad, reader_options options = {});

    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }

    /// The next records, valid until the next call; empty at the end. Records that are malformed,
    /// too long or have a different number of fields than the header become bad rows.
    std::string_view next();

    /// Before the first next(): skips the records that begin on or before a line. Returns the line
    /// of the last one, or 0.
    std::size_t skip_through(std::size_t line);

    /// The number of good records so far.
    [[nodiscard]] std::int64_t records() const noexcept { return records_; }

    /// The line of the file for a line (from 1) of the output of next().
    [[nodiscard]] std::size_t file_line(std::size_t sent_line) const;

private:
    /// A limit that leaves room for sums.
    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1) / 2;

    enum class state { field_start, unquoted, quoted, quote_seen, bad };

    /// Scans one more buffer; false at the end.
    bool advance();
    bool refill();
    /// Scans the buffer; stops where it needs more input.
    void scan();
    void scan_unquoted(char c);
    bool scan_quoted();
    /// Appends the bytes before `end` to the output.
    void flush(std::size_t end);
    void end_field();
    void end_line();
    void end_input();
    void end_record();
    void accept_record();
    [[nodiscard]] std::size_t lines_for_server() const;
    void drop_record();
    void read_header();
    void fail_record(std::string problem);
    void begin_field() { field_end_ = at_ + std::min(options_.field_limit, unlimited); }
    /// Bytes of the record so far.
    [[nodiscard]] std::size_t record_size() const {
        return out_.size() + at_ - flushed_ - record_begin_;
    }
    void require_limits();
    void require_field_limit();
    void start_discarding(std::string problem, std::size_t field);

    byte_source& source_;
    std::string file_;
    bad_rows& bad_;
    reader_options options_;
    std::vector<std::string> header_;

    std::string in_;
    std::size_t size_ = 0;    ///< bytes of in_ that were read
    std::size_t at_ = 0;      ///< the next byte to scan
    std::size_t flushed_ = 0; ///< the bytes before this one are in out_
    bool ended_ = false;      ///< the source is at its end
    bool finished_ = false;   ///< and everything is scanned
    bool after_cr_ = false;   ///< the byte before was a CR that ended a record

    std::string out_;
    std::size_t record_begin_ = 0; ///< in out_; all before it are good records
    bool returned_ = false;        ///< next() has returned them
    bool header_only_ = true;      ///< stop after the header

    state state_ = state::field_start;
    std::size_t fields_ = 1; ///< of this record so far
    std::string problem_;    ///< of this record
    std::size_t problem_field_ = 0;
    /// Where in in_ the field would exceed the limit. A position, because counting its bytes would
    /// be slower.
    std::size_t field_end_ = 0;
    bool discarding_ = false; ///< the record is too long, and the rest of it is skipped

    std::size_t line_ = 1;        ///< of the file, at at_
    std::size_t record_line_ = 1; ///< of the file, where the record begins
    std::size_t sent_lines_ = 0;
    std::size_t skip_through_ = 0;
    std::size_t last_skipped_ = 0;
    std::size_t blank_line_ = 0; ///< the first of the preceding blank lines; 0: none
    std::int64_t records_ = 0;

    /// From `sent_line` on, the line of the file is greater by `offset`. A new entry is needed only
    /// where records are left out.
    struct line_offset {
        std::size_t sent_line;
        std::size_t offset;
    };
    std::vector<line_offset> line_offsets_;
};

} // namespace dunlin::seeder
