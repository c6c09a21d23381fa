// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>

#include <cstddef>
#include <string>

namespace dunlin::seeder {

/// PostgreSQL holds no row of a COPY that is longer (MaxAllocSize).
inline constexpr std::size_t largest_row = (std::size_t{1} << 30U) - 1;

/// What rows look like, and what becomes of columns that a row of NDJSON does not name.
enum class row_form {
    /// The columns alone. Absent ones get their defaults: NULL goes into the data for columns
    /// without one, and rows that lack different columns with defaults go into different COPY
    /// statements, in the order of the file.
    plain,
    /// For a staging table: the line where the row begins is one more column. Rows of NDJSON go
    /// into one COPY of all columns, and the number of the row's shape is the last column: rows
    /// that lack the same columns with defaults have one shape.
    staged,
    /// The same, but rows have one shape when they name the same columns, whatever the defaults.
    staged_as_named,
};

/// How the rows of a data file are read.
struct reader_options {
    std::size_t field_limit = default_field_limit; ///< in bytes; a longer field makes a bad row
    row_form form = row_form::plain;
};

/// "256 MiB", "1000 bytes".
std::string print_size(std::size_t bytes);

} // namespace dunlin::seeder
