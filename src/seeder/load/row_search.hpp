// SPDX-License-Identifier: MIT
#pragma once

#include "load/merge.hpp"
#include "load/staging.hpp"
#include "read/bad_rows.hpp"

#include <dunlin/sqldb/error.hpp>

namespace dunlin::seeder {

/// Whether a server error may concern a row, and not the session, its locks or the server.
bool may_be_about_a_row(const sqldb::sql_error& problem);

/// The text of a server error for the report of a bad row.
std::string describe_for_row(const sqldb::sql_error& problem);

/// Finds the rows that the table rejects by bisection. Accepted rows stay in the transaction, so
/// that later rows meet the same state as in the failed statement; the caller must roll back.
class row_search {
public:
    row_search(sqldb::transaction& transaction, const table_shape& table, staging& stage,
               merger& merger, bad_rows& bad)
        : transaction_(transaction), table_(table), stage_(stage), merger_(merger), bad_(bad) {}

    /// Moves the rows. Throws the bad rows among them, or the server's error if it does not concern
    /// rows.
    void move(const staged_rows& rows);

private:
    void search(staged_rows rows, std::int64_t last);
    /// The first line that is rejected; nullopt if none is.
    std::optional<std::int64_t> find_first_rejected(const staged_rows& rows, std::int64_t last);
    /// Moves the rows if they are accepted; otherwise returns the error.
    std::optional<sqldb::sql_error> try_move(const staged_rows& rows);
    void add_repeated_keys(const staged_rows& rows);
    void add_lines(const std::vector<std::int64_t>& lines, const std::string& problem);

    sqldb::transaction& transaction_;
    const table_shape& table_;
    staging& stage_;
    merger& merger_;
    bad_rows& bad_;
};

} // namespace dunlin::seeder
