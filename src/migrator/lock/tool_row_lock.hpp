// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/settings.hpp>

#include <string>

namespace dunlin::migrator {

class runner_lock;

/// A lock of another tool that is a row of a table (Liquibase's), as a scope. Such a row stays when
/// its session ends. A row that a killed run of dunlin left is replaced, which is safe because
/// this run holds the runner lock: no other run of dunlin is alive.
class tool_row_lock {
public:
    /// Polls up to settings.lock.wait; error(locked) names the holder. `settings` and `watcher`
    /// must outlive this.
    tool_row_lock(const settings& settings, const std::string& run_id, ledger& ledger,
                  sqldb::connection& db, const runner_lock& runner, observer& watcher);
    /// Releases the row by a session of its own, which no signal stops.
    ~tool_row_lock();
    tool_row_lock(const tool_row_lock&) = delete;
    tool_row_lock& operator=(const tool_row_lock&) = delete;

private:
    const settings& settings_;
    observer& watcher_;
    std::string owner_;
    std::string release_;
};

} // namespace dunlin::migrator
