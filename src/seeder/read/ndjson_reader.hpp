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

/// Reads NDJSON (one object a line) and gives it on in COPY's text format. Members are matched to
/// columns by name. Needs memory for one buffer and the longest line, which the limit bounds.
class ndjson_reader {
public:
    /// All must outlive the reader.
    ndjson_reader(byte_source& from, const table_shape& table, bad_rows& bad,
                  reader_options options = {});

    /// The next rows of columns(), valid until the next call. Empty: the end, or a new COPY must
    /// begin with the next call: of other columns(), or of other shapes().
    std::string_view next();
    /// Indexes of the columns that next() fills. Known after the first call.
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return columns_; }
    /// The columns that rows of the present COPY name, by their number.
    [[nodiscard]] const std::vector<std::vector<std::size_t>>& shapes() const noexcept {
        return shapes_;
    }
    [[nodiscard]] bool at_end() const noexcept { return lines_.at_end() && !held_; }

    std::size_t skip_through(std::size_t line) {
        skip_through_ = line;
        return line;
    }
    [[nodiscard]] std::int64_t records() const noexcept { return records_; }
    /// The line of the file that became a row (from 1) of the present COPY statement.
    [[nodiscard]] std::size_t file_line(std::size_t sent_line) const;

private:
    /// Reads lines until one is a good row.
    bool next_row();
    [[nodiscard]] std::optional<std::size_t> find_column(const std::string& name) const;
    [[nodiscard]] std::string did_you_mean(const std::string& name) const;
    [[nodiscard]] std::vector<std::size_t> columns_of_row() const;
    /// Whether the row that was read belongs to the present COPY; makes it ready for that.
    bool accept_row();
    void start_copy();
    void append_row();

    const table_shape& table_;
    bad_rows& bad_;
    reader_options options_;
    line_reader lines_;
    json_row row_;
    std::unordered_map<std::string, std::size_t> columns_by_name_; ///< those that can be loaded

    bool held_ = false;           ///< row_ waits for another COPY
    bool boundary_shown_ = false; ///< next() has returned nothing on account of it
    std::string out_;

    std::vector<std::size_t> columns_;
    std::vector<std::size_t> named_; ///< of row_
    std::vector<std::vector<std::size_t>> shapes_;
    std::map<std::vector<std::size_t>, std::size_t> shape_numbers_;
    std::size_t shape_ = 0; ///< of row_
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
