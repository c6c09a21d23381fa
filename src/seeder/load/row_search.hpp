// SPDX-License-Identifier: MIT
#pragma once

#include "load/merge.hpp"
#include "load/staging.hpp"
#include "read/bad_rows.hpp"

#include <dunlin/sqldb/error.hpp>

namespace dunlin::seeder {

/// Whether an error of the server may be about a row, and not about the session, its locks or the
/// server.
bool may_be_about_a_row(const sqldb::sql_error& problem);

/// What a row's report says of the server's error.
std::string describe_for_row(const sqldb::sql_error& problem);

/// Finds the rows that the table refuses, by trying ever fewer of them. What fits is kept in the
/// open transaction, so that a row meets what it met in the failed statement; the caller gives the
/// transaction up.
class row_search {
public:
    row_search(sqldb::transaction& open, const table_shape& table, staging& stage, merger& into,
               bad_rows& bad)
        : open_(open), table_(table), stage_(stage), into_(into), bad_(bad) {}

    /// Moves the rows. Throws the bad rows among them when the table refuses some, or the error
    /// itself when it is about no row.
    void move(const staged_rows& rows);

private:
    void look_through(staged_rows rows, std::int64_t last);
    /// The first line that is refused, when not all of the rows fit.
    std::optional<std::int64_t> first_refused(const staged_rows& rows, std::int64_t last);
    /// The error that the rows meet; nullopt when they fit, and then they are kept.
    std::optional<sqldb::sql_error> attempt(const staged_rows& rows);
    void add_repeated_keys(const staged_rows& rows);
    void add_lines(const std::vector<std::int64_t>& lines, const std::string& problem);

    sqldb::transaction& open_;
    const table_shape& table_;
    staging& stage_;
    merger& into_;
    bad_rows& bad_;
};

} // namespace dunlin::seeder
