// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>
#include <dunlin/sqldb/executor.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// Rows that a transaction inserted, updated and deleted in tables that are not temporary, as the
/// server's own statistics have them (manual, 28.2.22: pg_stat_xact_user_tables): they tell an
/// upsert's inserts from its updates.
class row_meter {
public:
    /// Starts to measure.
    explicit row_meter(sqldb::executor& open);

    /// What was kept since the start. `tags` is what the command tags said: its `skipped` is kept,
    /// and all of it is used when the server keeps no statistics (track_counts = off).
    row_counts finish(const row_counts& tags);

    /// To be told of SAVEPOINT, RELEASE and ROLLBACK TO before they run: the statistics keep
    /// counting what was rolled back.
    void note_savepoint(std::string_view statement, const row_counts& tags);

private:
    struct mark {
        std::string name;
        row_counts counted; ///< before it, rolled back or not
        row_counts undone;
    };

    row_counts read();
    row_counts count_all(const row_counts& tags);
    void undo_to(const mark& savepoint, const row_counts& counted);

    sqldb::executor& open_;
    row_counts before_;
    bool tracked_ = true;
    std::vector<mark> savepoints_;
    row_counts undone_;
};

} // namespace dunlin::seeder
