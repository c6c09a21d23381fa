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

/// Reads CSV (RFC 4180; LF, CRLF or CR ends a line; a byte order mark is passed over) and gives it
/// on as COPY ... (FORMAT csv) takes it: whole records, LF line ends, fields as they stand. Values
/// are not unquoted, because the server does that anyway; dunlin::csv_reader is for those who want
/// the values themselves. Needs memory for one buffer and the longest record, which the limits
/// bound.
class csv_reader {
public:
    /// Reads the header. Both must outlive the reader. Throws error(config) for an empty file, an
    /// empty or repeated column name, or a malformed header.
    csv_reader(byte_source& from, std::string file, bad_rows& bad, reader_options options = {});

    [[nodiscard]] const std::vector<std::string>& header() const noexcept { return header_; }

    /// The next records, valid until the next call; empty at the end. Records that are malformed,
    /// too long or have another number of fields than the header go to the bad rows instead.
    std::string_view next();

    /// Before the first next(): passes over the records that begin on or before a line; where the
    /// last of them began (0: there was none).
    std::size_t skip_through(std::size_t line);

    /// Good records given out so far.
    [[nodiscard]] std::int64_t records() const noexcept { return records_; }

    /// The line of the file that became a line (from 1) of all that next() gave out.
    [[nodiscard]] std::size_t file_line(std::size_t sent_line) const;

private:
    /// A limit that leaves room for sums.
    static constexpr std::size_t unlimited = static_cast<std::size_t>(-1) / 2;

    enum class state { field_start, unquoted, quoted, quote_seen, bad };

    /// Looks at more input until a record is complete; false at the end.
    bool advance();
    bool refill();
    /// Looks at the bytes read so far; stops early where it must see more to go on.
    void scan();
    void scan_unquoted(char c);
    bool scan_quoted();
    void flush(std::size_t upto);
    void end_field();
    void end_line();
    void end_input();
    void end_record();
    void accept_record();
    [[nodiscard]] std::size_t lines_for_server() const;
    void drop_record();
    void read_header();
    void fail_record(std::string problem);
    /// From at_ on.
    void begin_field() { field_end_ = at_ + std::min(options_.field_limit, unlimited); }
    /// Bytes of the record, as far as they were looked at.
    [[nodiscard]] std::size_t record_size() const {
        return out_.size() + at_ - kept_ - record_begin_;
    }
    void require_limits();
    void require_field_limit();
    void start_discarding(std::string problem, std::size_t field);

    byte_source& from_;
    std::string file_;
    bad_rows& bad_;
    reader_options options_;
    std::vector<std::string> header_;

    std::string in_;
    std::size_t size_ = 0;  ///< bytes of in_ that were read
    std::size_t at_ = 0;    ///< the next byte to look at
    std::size_t kept_ = 0;  ///< the bytes of in_ before this one are in out_
    bool ended_ = false;    ///< the source has no more bytes
    bool finished_ = false; ///< and all of them were looked at
    bool after_cr_ = false; ///< the byte before was a CR that ended a record

    std::string out_;
    std::size_t record_begin_ = 0; ///< in out_; all before it are good records
    bool given_ = false;           ///< they have been given out
    bool header_only_ = true;      ///< stop behind the header

    state state_ = state::field_start;
    std::size_t fields_ = 1; ///< of this record so far
    std::string problem_;    ///< of this record
    std::size_t problem_field_ = 0;
    /// Where in in_ the present field would be over the limit: looked at for every field, and so
    /// nothing is counted for it.
    std::size_t field_end_ = 0;
    bool discarding_ = false; ///< the record is too long: what follows of it is passed over

    std::size_t line_ = 1;        ///< of the file, at at_
    std::size_t record_line_ = 1; ///< of the file, where the record begins
    std::size_t sent_lines_ = 0;
    std::size_t skip_through_ = 0;
    std::size_t last_skipped_ = 0;
    std::size_t blank_line_ = 0; ///< the first of the blank lines just passed; 0: none
    std::int64_t records_ = 0;

    /// From this line on of what was sent, the file's lines are so many more. Grows only when
    /// records are left out.
    struct shift {
        std::size_t sent_line;
        std::size_t more;
    };
    std::vector<shift> shifts_;
};

} // namespace dunlin::seeder
