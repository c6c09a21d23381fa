// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>

#include <cstddef>
#include <string>

namespace dunlin::seeder {

/// The limit of PostgreSQL for a row of COPY, in bytes (MaxAllocSize).
inline constexpr std::size_t largest_row = (std::size_t{1} << 30U) - 1;

/// The form of rows, and the treatment of columns that a row of NDJSON does not contain.
enum class row_form {
    /// Only the columns. Absent columns get their defaults: those without a default are written as
    /// NULL, and rows that lack different columns with defaults need different COPY statements.
    plain,
    /// For a staging table: the columns, then the line of the row. NDJSON is written with all
    /// columns,
    /// then the line and the row's shape number: rows that lack the same columns with defaults have
    /// the same shape.
    staged,
    /// The same, but rows have the same shape only if they contain the same columns.
    staged_as_named,
};

/// How the rows of a data file are read.
struct reader_options {
    std::size_t field_limit = default_field_limit; ///< in bytes; a row with a longer field is bad
    row_form form = row_form::plain;
};

/// "256 MiB", "1000 bytes".
std::string format_size(std::size_t bytes);

} // namespace dunlin::seeder
