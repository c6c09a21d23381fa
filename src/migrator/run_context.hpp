// SPDX-License-Identifier: MIT
#pragma once

#include "ledger/journal.hpp"
#include "lock/run_locks.hpp"

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/settings.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace dunlin::migrator {

class activity_watch;
class checksums_ahead;
struct prepared_hook;

/// What the rows that a run writes are made of.
struct recording {
    std::int64_t next_rank = 1;
    /// The session holds the ledger's INSERT as a prepared statement, see prepare_record().
    bool is_prepared = false;
    /// Of the present attempt at a migration; nullopt: none is under way.
    std::optional<std::chrono::steady_clock::time_point> attempt_begin;
    /// How long the migration took that was recorded last, as its ledger has it.
    std::optional<std::chrono::milliseconds> duration;
    std::vector<step_row> steps;                ///< those that unfinished migrations left
    std::unique_ptr<checksums_ahead> checksums; ///< null: each is computed when it is needed
};

/// What the parts of one run share.
struct run_context {
    const migrator::settings& settings;
    observer& watcher;
    std::optional<sqldb::connection> db;
    source files;
    std::unique_ptr<migrator::ledger> ledger;
    /// dunlin's own ledger, for the steps, while the history is kept in another tool's.
    std::unique_ptr<migrator::ledger> own_ledger;
    journal events;
    std::vector<prepared_hook> hooks; ///< of `files`, once they are prepared
    run_locks locks;
    std::unique_ptr<activity_watch> activity;
    migrator::recording recording;

    run_context(const migrator::settings& given_settings, observer& given_watcher);
    ~run_context();
    run_context(const run_context&) = delete;
    run_context& operator=(const run_context&) = delete;
};

/// Reads the files, connects, and chooses and reads the ledger.
ledger_state open(run_context& run);
/// Reads the ledger again.
ledger_state read_ledger(run_context& run);

} // namespace dunlin::migrator
