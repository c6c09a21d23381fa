// SPDX-License-Identifier: MIT
#pragma once

#include "ledger/journal.hpp"

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/pending_connection.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

class activity_watch;
class checksums_ahead;
class runner_lock;
class tool_row_lock;
struct prepared_hook;

/// What the parts of one run share.
struct run_context {
    const migrator::settings& settings;
    observer& watcher;
    std::optional<sqldb::connection> db;
    source files;
    std::unique_ptr<migrator::ledger> ledger;
    /// dunlin's own ledger, for the steps, while the history is kept in another tool's.
    std::unique_ptr<migrator::ledger> own_ledger;
    journal notes;
    std::vector<prepared_hook> hooks; ///< of `files`, once they are prepared
    /// The settings' values, and those that only the database knows.
    std::function<std::optional<std::string>(std::string_view)> values;
    bool is_preview = false; ///< takes no lock
    /// The lock's own, which is opened while the scripts are checked.
    std::unique_ptr<sqldb::pending_connection> lock_session;
    std::unique_ptr<runner_lock> lock;
    std::unique_ptr<tool_row_lock> row_lock; ///< another tool's, given back before `lock`
    std::unique_ptr<activity_watch> activity;
    std::unique_ptr<checksums_ahead> checksums; ///< null: each is computed when it is needed
    /// Stands in a comment at the start of every message, so that a session of this run is known
    /// by what it runs, also behind a pooler that hides its process id.
    std::string tag;
    std::int64_t next_rank = 1;
    /// The session holds the ledger's INSERT as a prepared statement, see prepare_record().
    bool has_prepared_record = false;
    /// The steps that unfinished migrations left.
    std::vector<step_row> recorded_steps;

    run_context(const migrator::settings& given, observer& seen);
    ~run_context();
    run_context(const run_context&) = delete;
    run_context& operator=(const run_context&) = delete;
};

/// Reads the files, connects, and chooses and reads the ledger.
ledger_state open(run_context& run);
/// What the ledger says now.
ledger_state read_ledger(run_context& run);

} // namespace dunlin::migrator
