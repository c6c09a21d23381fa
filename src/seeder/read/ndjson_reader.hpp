// SPDX-License-Identifier: MIT
#pragma once

#include "read/bad_rows.hpp"
#include "read/input.hpp"
#include "read/json_row.hpp"
#include "read/line_reader.hpp"
#include "read/reader_options.hpp"
#include "table/table_shape.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dunlin::seeder {

/// Reads NDJSON (one object per line) and returns it in the text format of COPY. Members are
/// matched to columns by name. Needs memory for a buffer and the longest line, which the limit
/// bounds.
class ndjson_reader {
public:
    /// All must outlive the reader.
    ndjson_reader(byte_source& source, const table_shape& table, bad_rows& bad,
                  reader_options options = {});

    /// The next rows, valid until the next call. Empty: at the end, or the rows of the next call
    /// need another COPY, because columns() or shapes() change.
    std::string_view next();
    /// The indexes of the columns in the rows. Known after the first call of next().
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return columns_; }
    /// The columns of the rows of the current COPY, by shape number.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& shapes() const noexcept {
        return shapes_;
    }
    [[nodiscard]] bool at_end() const noexcept { return lines_.at_end() && !pending_; }

    std::size_t skip_through(std::size_t line) {
        skip_through_ = line;
        return line;
    }
    [[nodiscard]] std::int64_t records() const noexcept { return records_; }
    /// The line of the file for a row (from 1) of the current COPY.
    [[nodiscard]] std::size_t file_line(std::size_t sent_line) const;

private:
    /// Reads the next good row.
    bool next_row();
    [[nodiscard]] std::optional<std::size_t> find_column(const std::string& name) const;
    [[nodiscard]] std::string suggest(const std::string& name) const;
    [[nodiscard]] std::vector<std::size_t> columns_of_row() const;
    /// Whether the row can be part of the current COPY; if so, assigns its shape.
    bool accept_row();
    void start_copy();
    void append_row();

    const table_shape& table_;
    bad_rows& bad_;
    reader_options options_;
    line_reader lines_;
    json_row row_;
    std::unordered_map<std::string, std::size_t> columns_by_name_; ///< without generated columns

    bool pending_ = false;        ///< row_ needs another COPY
    bool boundary_shown_ = false; ///< next() has returned an empty text for it
    std::string out_;

    std::vector<std::size_t> columns_;
    std::vector<std::size_t> row_columns_;
    std::vector<std::vector<std::size_t>> shapes_;
    std::map<std::vector<std::size_t>, std::size_t> shape_numbers_;
    std::size_t shape_ = 0; ///< of row_
    std::size_t skip_through_ = 0;
    std::size_t sent_ = 0; ///< rows of the current COPY
    std::int64_t records_ = 0;
    struct line_offset {
        std::size_t sent_line;
        std::size_t offset;
    };
    std::vector<line_offset> line_offsets_; ///< of the current COPY; see csv_reader
};

} // namespace dunlin::seeder
