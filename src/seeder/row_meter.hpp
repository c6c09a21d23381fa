// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/sqldb/executor.hpp>

namespace dunlin::seeder {

/// Rows that a transaction inserted, updated and deleted, as the server's own statistics have them
/// (manual, 28.2.22: pg_stat_xact_user_tables): they tell an upsert's inserts from its updates.
class row_meter {
public:
    /// Starts to measure.
    explicit row_meter(sqldb::executor& open);

    /// What happened since the start or the last call. `tags` is what the command tags said: its
    /// `skipped` is kept, and all of it is used when the server keeps no statistics
    /// (track_counts = off).
    row_counts lap(const row_counts& tags);

private:
    row_counts read();

    sqldb::executor& open_;
    row_counts before_;
    bool tracked_ = true;
};

} // namespace dunlin::seeder
