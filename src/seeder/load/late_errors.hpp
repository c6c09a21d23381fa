// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// When a file's rows meet the constraints that are deferred.
enum class deferred_checks {
    at_commit,  ///< more files follow, which may satisfy them
    after_file, ///< at the end of the file, so that a row that is refused can be named
};

/// load_file() with a word on deferred constraints.
row_counts load_file(sqldb::transaction& open, const seed_file& file, const load_options& options,
                     deferred_checks checks);

inline constexpr std::string_view check_deferred_sql = "SET CONSTRAINTS ALL IMMEDIATE";

/// Checks now what deferrable constraints would check at COMMIT, when the error could no longer
/// name a line. Throws the bad rows of the data files that were loaded in this transaction, or the
/// server's error when it is about none of them.
void check_deferred(sqldb::transaction& open, const std::vector<const seed_file*>& data_files,
                    const load_options& options);

} // namespace dunlin::seeder
