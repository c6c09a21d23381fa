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

    /// Whole rows, valid until the next call. Empty: at_end(), or the columns or shapes change with
    /// the next call, which then needs a COPY of its own.
    virtual std::string_view next() = 0;
    /// Indexes of the table's columns that the rows fill. Known after the first call of next().
    [[nodiscard]] virtual const std::vector<std::size_t>& columns() const = 0;
    /// Of staged rows: the columns that rows of the present COPY fill, by the number of their
    /// shape. One for CSV, whose rows have no number.
    [[nodiscard]] virtual std::vector<std::vector<std::size_t>> shapes() const = 0;
    /// Whether staged rows end in the number of their shape.
    [[nodiscard]] virtual bool has_shape_numbers() const = 0;
    [[nodiscard]] virtual bool at_end() const = 0;
    /// The options of the COPY statement, in parentheses; empty for its usual text format.
    [[nodiscard]] virtual std::string copy_options() const = 0;
    /// Passes over the rows through a line of the file; the line where the last of them begins.
    virtual std::size_t skip_through(std::size_t line) = 0;
    /// The line of the file for a line that the server names in its CONTEXT.
    [[nodiscard]] virtual std::size_t file_line(std::size_t sent_line) const = 0;
    [[nodiscard]] virtual std::int64_t records() const = 0;

    /// How far the file is read; see progress.
    [[nodiscard]] virtual std::int64_t position() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;
};

/// Opens a data file for its table. `table` and `bad` must outlive it. Throws error(config) for an
/// unknown or generated column.
std::unique_ptr<row_source> open_rows(const seed_file& file, const table_shape& table,
                                      const load_options& options, bad_rows& bad,
                                      row_form form = row_form::plain);

/// What people call the file: its path, or "standard input".
std::string display_name(const seed_file& file);

} // namespace dunlin::seeder
