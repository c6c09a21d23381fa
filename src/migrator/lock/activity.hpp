// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/interruption.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/settings.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dunlin::migrator {

/// A lock ("AccessExclusiveLock on widgets") and the sessions that hold it. Empty: none was seen.
struct lock_wait {
    std::string lock;
    std::vector<session_info> blockers;
};

/// Asks, from a thread and a connection of its own, what the server does while a message takes
/// long: whom it waits for, how far an index is. The connection is opened only then; a run of short
/// migrations never needs it.
class activity_watch {
public:
    /// `comment` is what every message of the run begins with; `tool_keys` are the advisory locks
    /// of the tool that keeps the ledger. The server is first asked before the lock timeout has
    /// passed. `watcher` must outlive this.
    activity_watch(const settings& settings, std::string comment,
                   std::vector<std::int64_t> tool_keys, observer& watcher);
    ~activity_watch();
    activity_watch(const activity_watch&) = delete;
    activity_watch& operator=(const activity_watch&) = delete;

    /// A message is sent; `step` must live until end().
    void begin(const plan_step& step);
    /// A statement of it begins, see observer::on_statement().
    void begin_statement(std::size_t position, std::size_t total);
    /// It was answered.
    void end();
    /// The version of the step whose message runs, or the name of a hook's file; empty: none.
    [[nodiscard]] std::string current_version();
    /// The lock that the message waited for when last seen since begin().
    [[nodiscard]] lock_wait last_wait();

private:
    using clock = std::chrono::steady_clock;

    void watch();
    void report_activity(std::unique_lock<std::mutex>& lock);
    std::optional<server_activity> read_activity(clock::time_point begun);
    void read_progress(int pid, server_activity& into);
    void cancel_waiting_tools(int pid);

    sqldb::config database_;
    std::string comment_;
    std::vector<std::int64_t> tool_keys_;
    std::chrono::milliseconds interval_; ///< between two queries, and before the first
    observer& watcher_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    const plan_step* step_ = nullptr;
    clock::time_point begun_;
    lock_wait wait_;
    interruption stop_; ///< ends a query that the server does not answer
    std::optional<sqldb::connection> db_;
    std::thread thread_;
};

/// A message that is sent and not yet answered, as a scope.
class watched_message {
public:
    watched_message(activity_watch& watch, const plan_step& step) : watch_(watch) {
        watch_.begin(step);
    }
    ~watched_message() { watch_.end(); }
    watched_message(const watched_message&) = delete;
    watched_message& operator=(const watched_message&) = delete;

private:
    activity_watch& watch_;
};

} // namespace dunlin::migrator
