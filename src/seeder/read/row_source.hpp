// SPDX-License-Identifier: MIT
#pragma once

#include "read/bad_rows.hpp"
#include "read/reader_options.hpp"
#include "table/table_shape.hpp"

#include <dunlin/seeder/load.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The rows of a data file, ready for COPY.
class row_source {
public:
    row_source() = default;
    row_source(const row_source&) = delete;
    row_source& operator=(const row_source&) = delete;
    virtual ~row_source() = default;

    /// The next rows, valid until the next call. Empty: at_end(), or the rows of the next call need
    /// another COPY, because columns() or shapes() change.
    virtual std::string_view next() = 0;
    /// The indexes of the columns in the rows. Known after the first call of next().
    [[nodiscard]] virtual const std::vector<std::size_t>& columns() const = 0;
    /// Of staged rows: the columns of the rows of the current COPY, by shape number. CSV has one
    /// shape without a number.
    [[nodiscard]] virtual std::vector<std::vector<std::size_t>> shapes() const = 0;
    /// Whether staged rows end in a shape number.
    [[nodiscard]] virtual bool has_shape_numbers() const = 0;
    [[nodiscard]] virtual bool at_end() const = 0;
    /// The options of the COPY statement in parentheses; empty for the text format.
    [[nodiscard]] virtual std::string copy_options() const = 0;
    /// Skips the rows up to and including a line. Returns the line where the last of them begins.
    virtual std::size_t skip_through(std::size_t line) = 0;
    /// The line of the file for a line in the CONTEXT of a server error.
    [[nodiscard]] virtual std::size_t file_line(std::size_t sent_line) const = 0;
    [[nodiscard]] virtual std::int64_t records() const = 0;

    /// See progress.
    [[nodiscard]] virtual std::int64_t position() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;
};

/// Opens a data file. `table` and `bad` must outlive the result. Throws error(config) for an
/// unknown or generated column.
std::unique_ptr<row_source> open_rows(const seed_file& file, const table_shape& table,
                                      const load_options& options, bad_rows& bad,
                                      row_form form = row_form::plain);

/// The name of a file in messages: its path, or "standard input".
std::string display_name(const seed_file& file);

} // namespace dunlin::seeder
