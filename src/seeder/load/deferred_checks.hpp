// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// When deferred constraints are checked.
enum class deferred_checks {
    at_commit,  ///< later files may satisfy them
    after_file, ///< at the end of the file, while the error can name a row
};

/// As load_file() of the public header.
row_counts load_file(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options, deferred_checks checks);

inline constexpr std::string_view check_deferred_sql = "SET CONSTRAINTS ALL IMMEDIATE";

/// Checks the deferred constraints before COMMIT, while errors can still name lines. Throws the bad
/// rows of the data files, which were loaded in this transaction, or the server's error if it
/// concerns none of them.
void check_deferred(sqldb::transaction& transaction,
                    const std::vector<const seed_file*>& data_files, const load_options& options);

} // namespace dunlin::seeder
