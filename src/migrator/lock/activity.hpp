// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace dunlin::migrator {

/// Looks, from a thread and a connection of its own, at what the server does when a message takes
/// long: whom it waits for, how far an index is. The connection is opened only then. A run of short
/// migrations never wakes it.
class activity_watch {
public:
    /// `mark` and the run's tag stand at the start of the text of every message of the run; the
    /// first look comes before the policy's timeout for locks has passed.
    activity_watch(const run_context& run, const std::string& tag);
    ~activity_watch();
    activity_watch(const activity_watch&) = delete;
    activity_watch& operator=(const activity_watch&) = delete;

    /// A message is on its way; `step` must live until end().
    void begin(const plan_step& step);
    /// It was answered.
    void end();
    /// The sessions that stood in the way when last seen since begin().
    [[nodiscard]] std::vector<session_info> last_blockers();

private:
    using clock = std::chrono::steady_clock;

    void watch();
    void look(std::unique_lock<std::mutex>& lock);
    std::optional<server_activity> ask(clock::time_point begun);
    void cancel_waiting_tools(int pid);

    sqldb::config database_;
    std::string tag_;
    std::vector<std::int64_t> tool_keys_;
    std::chrono::milliseconds patience_;
    observer& watcher_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    const plan_step* step_ = nullptr;
    clock::time_point begun_;
    std::vector<session_info> blockers_;
    interruption stop_; ///< ends a look that the server does not answer
    std::optional<sqldb::connection> db_;
    std::thread thread_;
};

/// A message on its way, as a scope.
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
