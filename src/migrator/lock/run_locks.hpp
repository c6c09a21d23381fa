// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/settings.hpp>

#include <memory>
#include <string>

namespace dunlin::sqldb {
class pending_connection;
class connection;
} // namespace dunlin::sqldb

namespace dunlin::migrator {

class runner_lock;
class tool_row_lock;

/// What keeps one run alone on a ledger: the runner lock and, beside it, the locks under which
/// another tool works on its own ledger.
class run_locks {
public:
    /// Both must outlive this.
    run_locks(const settings& settings, observer& watcher);
    ~run_locks();
    run_locks(const run_locks&) = delete;
    run_locks& operator=(const run_locks&) = delete;

    /// Begins to open the session of the runner lock, so that the server works meanwhile.
    void prepare_session();
    /// Acquires the runner lock of `table` and the locks of the tool that keeps `ledger`, and waits
    /// for each as runner_lock says. Called again when the lock's session was lost.
    void acquire(const std::string& table, ledger& ledger, sqldb::connection& db);

    [[nodiscard]] bool are_acquired() const noexcept { return runner_ != nullptr; }
    /// Whether a row of the other tool's is held; no other run of that tool is under way then.
    [[nodiscard]] bool hold_tool_row() const noexcept { return tool_row_ != nullptr; }
    /// Only after acquire().
    [[nodiscard]] runner_lock& runner() const noexcept { return *runner_; }
    /// Part of the comment at the start of every message, so that a session of this run is known
    /// by what it runs, also behind a pooler that hides its process id.
    [[nodiscard]] const std::string& run_id() const noexcept { return run_id_; }

private:
    const settings& settings_;
    observer& watcher_;
    std::string run_id_;
    std::unique_ptr<sqldb::pending_connection> session_;
    std::unique_ptr<runner_lock> runner_;
    std::unique_ptr<tool_row_lock> tool_row_; ///< released before `runner_`
};

} // namespace dunlin::migrator
