// SPDX-License-Identifier: MIT
#pragma once

#include "bad_rows.hpp"
#include "input.hpp"
#include "json_row.hpp"
#include "table_shape.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// Reads NDJSON (one object a line) and gives it on in COPY's text format. Members are matched to
/// columns by name. A column that a row lacks gets its default: NULL goes into the data for columns
/// without one, and rows that lack different columns with defaults go into different COPY
/// statements, in the order of the file.
class ndjson_reader {
public:
    /// All must outlive the reader.
    ndjson_reader(byte_source& from, const table_shape& table, bad_rows& bad);

    /// The next rows of columns(), valid until the next call. Empty: the end, or columns() changes
    /// with the next call.
    std::string_view next();
    /// Indexes of the columns that next() fills. Known after the first call.
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return columns_; }
    [[nodiscard]] bool at_end() const noexcept { return ended_ && !held_; }

    std::size_t skip_through(std::size_t line) {
        skip_through_ = line;
        return line;
    }
    [[nodiscard]] std::int64_t records() const noexcept { return records_; }
    /// The line of the file that became a row (from 1) of the present COPY statement.
    [[nodiscard]] std::size_t file_line(std::size_t sent_line) const;

private:
    /// The next line without its end; false at the end of the file.
    bool next_line(std::string_view& line);
    /// Reads lines until one is a good row.
    bool next_row();
    [[nodiscard]] std::vector<std::size_t> columns_of_row() const;
    void append_row();

    byte_source& from_;
    const table_shape& table_;
    bad_rows& bad_;
    json_row row_;

    std::string in_;
    std::size_t size_ = 0;
    std::size_t at_ = 0;
    bool ended_ = false;
    bool held_ = false;           ///< row_ waits for a COPY with other columns
    bool boundary_shown_ = false; ///< next() has returned nothing on account of it
    std::string out_;

    std::vector<std::size_t> columns_;
    std::size_t line_ = 0;
    std::size_t skip_through_ = 0;
    std::size_t sent_ = 0; ///< rows of the present COPY
    std::int64_t records_ = 0;
    struct shift {
        std::size_t sent_line;
        std::size_t more;
    };
    std::vector<shift> shifts_; ///< of the present COPY
};

} // namespace dunlin::seeder
