// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <cstddef>
#include <string>

namespace dunlin::seeder {

/// What happens to a row of a data file whose key is in the table already.
enum class conflict_policy {
    error,  ///< the run fails
    skip,   ///< the row is left out
    update, ///< the row in the table gets the file's values
};

/// The longest field that is loaded, in bytes.
inline constexpr std::size_t default_field_limit = std::size_t{256} << 20U;
/// PostgreSQL holds no longer one.
inline constexpr std::size_t largest_field_limit = std::size_t{1} << 30U;

struct load_options {
    conflict_policy on_conflict = conflict_policy::error;
    std::string null_text; ///< the unquoted CSV field that means NULL
    std::size_t bad_row_limit = 10;
    progress_callback on_progress;
    std::size_t field_limit = default_field_limit; ///< of a CSV field or an NDJSON line, in bytes
};

/// Loads a CSV or NDJSON file ("-": standard input) into its table by COPY, in memory that does not
/// grow with the file. Columns are matched by name. A row that is inserted gets the defaults of the
/// columns that it does not name; one that is updated keeps what is stored in them. With `skip` and
/// `update` the rows go through a temporary table, except into an empty table; so they do where the
/// server refuses COPY (row-level security, views) or passes over rules. What cannot be loaded
/// under the policy is refused before the first row (error(usage)). A row that cannot be loaded
/// fails the run: error(failed) lists the bad rows with line, column and value, as many as the
/// limit allows. Constraints that are deferred are looked at when the transaction ends.
row_counts load_file(sqldb::transaction& open, const seed_file& file, const load_options& options);

/// Opens a data file and checks its columns against its table, without loading anything. Throws
/// error(undefined_table), error(config) for an unknown column, and what the header deserves.
void check_file(sqldb::executor& db, const seed_file& file);

} // namespace dunlin::seeder
