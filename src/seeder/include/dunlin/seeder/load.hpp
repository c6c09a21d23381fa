// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <cstddef>
#include <string>

namespace dunlin::seeder {

/// What happens to a row of a data file whose key exists in the table.
enum class conflict_policy {
    error,  ///< the load fails
    skip,   ///< the existing row stays as it is
    update, ///< the existing row gets the values of the file
};

/// In bytes.
inline constexpr std::size_t default_field_limit = std::size_t{256} << 20U;
/// The limit of PostgreSQL, in bytes.
inline constexpr std::size_t largest_field_limit = std::size_t{1} << 30U;

struct load_options {
    conflict_policy on_conflict = conflict_policy::error;
    std::string null_text;          ///< an unquoted CSV field with this text is NULL
    std::size_t bad_row_limit = 10; ///< stop after this number of bad rows
    progress_callback on_progress;
    std::size_t field_limit = default_field_limit; ///< of a CSV field or an NDJSON line, in bytes
};

/// Loads a CSV or NDJSON file ("-": standard input) into its table with COPY, in constant memory.
/// Columns are matched by name. In columns that a row does not contain, an inserted row gets the
/// defaults, and an updated row keeps its values. Rows go through a temporary table with `skip` and
/// `update`, unless the table is empty, and wherever COPY is not allowed (row-level security,
/// views) or would bypass rules. Throws error(usage) before the first row for a table that cannot
/// be loaded under the policy, and error(failed) that lists the bad rows with line, column and
/// value. Deferred constraints are checked at the end of the transaction.
row_counts load_file(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options);

/// Checks the header of a data file against its table without loading anything. Throws
/// error(undefined_table), and error(config) for an unknown column or a malformed header.
void check_file(sqldb::executor& db, const seed_file& file);

} // namespace dunlin::seeder
