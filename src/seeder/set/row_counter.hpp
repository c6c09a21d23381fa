// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/sqldb/executor.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// Counts the rows that a transaction inserts, updates and deletes in permanent tables. Uses the
/// server's statistics (manual, 28.2.22: pg_stat_xact_user_tables), which distinguish the inserts
/// of an upsert from its updates.
class row_counter {
public:
    /// Starts counting.
    explicit row_counter(sqldb::executor& db);

    /// The rows since the start, without those that were rolled back. `skipped` comes from `tags`,
    /// the counts of the command tags, and so does everything else with track_counts = off.
    row_counts finish(const row_counts& tags);

    /// To be called before each SAVEPOINT, RELEASE and ROLLBACK TO: the statistics include rows
    /// that are rolled back to a savepoint.
    void track_savepoint(std::string_view statement, const row_counts& tags);

private:
    struct savepoint {
        std::string name;
        row_counts counted; ///< before the savepoint, including rows rolled back later
        row_counts rolled_back;
    };

    row_counts read();
    row_counts count_all(const row_counts& tags);
    void undo_to(const savepoint& target, const row_counts& counted);

    sqldb::executor& db_;
    row_counts before_;
    bool tracked_ = true;
    std::vector<savepoint> savepoints_;
    row_counts rolled_back_;
};

} // namespace dunlin::seeder
