// SPDX-License-Identifier: MIT
#include "lock/activity.hpp"

#include "lock/sessions.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <utility>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds longest_interval = 500ms;

/// The blockers must be seen before the server gives up.
std::chrono::milliseconds interval_within(std::chrono::milliseconds lock_timeout) {
    return lock_timeout > 0ms ? std::min(longest_interval, lock_timeout / 2) : longest_interval;
}

/// The session that runs a message of this run, the lock that it waits for, and how far its index
/// is (manual, 28.4.4).
constexpr auto select_activity = R"(
SELECT a.pid, l.mode, l.locktype, l.relation::pg_catalog.regclass::text, p.phase,
       CASE WHEN p.blocks_total OPERATOR(pg_catalog.>) 0
            THEN 100.0 OPERATOR(pg_catalog.*) p.blocks_done OPERATOR(pg_catalog./) p.blocks_total
            WHEN p.tuples_total OPERATOR(pg_catalog.>) 0
            THEN 100.0 OPERATOR(pg_catalog.*) p.tuples_done OPERATOR(pg_catalog./) p.tuples_total
            WHEN p.lockers_total OPERATOR(pg_catalog.>) 0
            THEN 100.0 OPERATOR(pg_catalog.*) p.lockers_done OPERATOR(pg_catalog./) p.lockers_total
       END::float8
  FROM pg_catalog.pg_stat_activity AS a
  LEFT JOIN pg_catalog.pg_locks AS l
         ON l.pid OPERATOR(pg_catalog.=) a.pid AND NOT l.granted
  LEFT JOIN pg_catalog.pg_stat_progress_create_index AS p ON p.pid OPERATOR(pg_catalog.=) a.pid
 WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
   AND pg_catalog.starts_with(a.query, :comment) AND a.state OPERATOR(pg_catalog.=) 'active'
 LIMIT 1)";

/// How far other commands of a session are (manual, 28.4); {} is select_copy.
constexpr auto select_progress = R"(
SELECT p.phase,
       CASE WHEN p.total OPERATOR(pg_catalog.>) 0
            THEN 100.0 OPERATOR(pg_catalog.*) p.done OPERATOR(pg_catalog./) p.total END::float8
  FROM (SELECT pid, 'vacuum: ' OPERATOR(pg_catalog.||) phase, heap_blks_scanned, heap_blks_total
          FROM pg_catalog.pg_stat_progress_vacuum
        UNION ALL
        SELECT pid, pg_catalog.lower(command) OPERATOR(pg_catalog.||) ': '
                    OPERATOR(pg_catalog.||) phase, heap_blks_scanned, heap_blks_total
          FROM pg_catalog.pg_stat_progress_cluster
        UNION ALL
        SELECT pid, 'analyze: ' OPERATOR(pg_catalog.||) phase,
               sample_blks_scanned, sample_blks_total
          FROM pg_catalog.pg_stat_progress_analyze{}) AS p (pid, phase, done, total)
 WHERE p.pid OPERATOR(pg_catalog.=) :pid::integer
 LIMIT 1)";

/// Since PostgreSQL 14. The size is known when it reads a file of the server.
constexpr auto select_copy = R"(
        UNION ALL
        SELECT pid, 'copy: ' OPERATOR(pg_catalog.||) tuples_processed::text
                    OPERATOR(pg_catalog.||) ' rows', bytes_processed, bytes_total
          FROM pg_catalog.pg_stat_progress_copy)";

} // namespace

activity_watch::activity_watch(const settings& settings, std::string comment,
                               std::vector<std::int64_t> tool_keys, observer& watcher)
    : database_(settings.database), comment_(std::move(comment)), tool_keys_(std::move(tool_keys)),
      interval_(interval_within(settings.lock.timeout)), watcher_(watcher) {
    // Its queries are not part of the run that people want to read, and a run that ends does not
    // wait for their answers.
    database_.observer = nullptr;
    database_.on_notice = {};
    database_.stop = &stop_;
    database_.cancel_timeout = 0ms;
    thread_ = std::thread([this] { watch(); });
}

activity_watch::~activity_watch() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    stop_.request(SIGTERM);
    wake_.notify_one();
    thread_.join();
}

void activity_watch::begin(const plan_step& step) {
    const std::lock_guard lock(mutex_);
    step_ = &step;
    begun_ = clock::now();
    wait_ = {};
}

void activity_watch::begin_statement(std::size_t position, std::size_t total) {
    const std::lock_guard lock(mutex_);
    if (step_ != nullptr) {
        watcher_.on_statement(*step_, position, total);
    }
}

void activity_watch::end() {
    const std::lock_guard lock(mutex_);
    step_ = nullptr;
}

std::string activity_watch::current_version() {
    const std::lock_guard lock(mutex_);
    return step_ != nullptr ? std::string(step_->version()) : "";
}

lock_wait activity_watch::last_wait() {
    const std::lock_guard lock(mutex_);
    return wait_;
}

void activity_watch::watch() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        wake_.wait_for(lock, std::max<std::chrono::milliseconds>(interval_ / 2, 10ms));
        if (!ending_ && step_ != nullptr && clock::now() - begun_ >= interval_) {
            report_activity(lock);
        }
    }
}

/// Without the mutex, so that a server that does not answer holds this thread alone.
void activity_watch::report_activity(std::unique_lock<std::mutex>& lock) {
    const auto* step = step_;
    const auto begun = begun_;
    std::optional<server_activity> activity;
    lock.unlock();
    try {
        activity = read_activity(begun);
    } catch (const std::exception&) {
        // The run itself reports every failure that matters.
        db_.reset();
    }
    lock.lock();
    if (activity && step_ == step && begun_ == begun) {
        if (!activity->blockers.empty()) {
            wait_ = {activity->waiting_for, activity->blockers};
        }
        watcher_.on_activity(*step, *activity);
    }
}

std::optional<server_activity> activity_watch::read_activity(clock::time_point begun) {
    if (!db_ || !db_->is_open()) {
        db_.emplace(database_);
    }
    const auto rows = db_->run(select_activity, {{"comment", comment_}});
    if (rows.empty()) {
        return std::nullopt;
    }
    const auto row = rows[0];
    server_activity now;
    now.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begun);
    if (!row.is_null(1)) {
        now.waiting_for = std::string(row.text(1)) + " on " +
                          std::string(row.is_null(3) ? row.text(2) : row.text(3));
        const int pid = sqldb::decode_column<std::int32_t>(row, 0, "pid");
        now.blockers = find_blockers(*db_, pid);
        cancel_waiting_tools(pid);
    }
    now.phase = row.text(4);
    now.percent = sqldb::decode_column<std::optional<double>>(row, 5, "percent");
    if (watcher_.shows_progress() && now.phase.empty() && now.waiting_for.empty()) {
        read_progress(sqldb::decode_column<std::int32_t>(row, 0, "pid"), now);
    }
    return now;
}

void activity_watch::read_progress(int pid, server_activity& into) {
    const char* copy = db_->server_version() >= 140000 ? select_copy : "";
    const auto rows = db_->run(fmt::format(select_progress, copy), {{"pid", pid}});
    if (!rows.empty()) {
        into.phase = rows[0].text(0);
        into.percent = sqldb::decode_column<std::optional<double>>(rows[0], 1, "percent");
    }
}

/// A tool that waits for its lock in a statement holds a snapshot meanwhile, for whose end CREATE
/// INDEX CONCURRENTLY waits: a deadlock that the server cannot see, since the lock is another
/// session's. It ends as the server would end it.
void activity_watch::cancel_waiting_tools(int pid) {
    // Reported before: the run may end with the wait, and then nobody is left to read an answer.
    const auto report = [this](const session_info& tool) {
        watcher_.on_note(fmt::format("{} is waiting for this run while a statement of this run "
                                     "waits for it, so its wait is cancelled",
                                     tool.describe()));
    };
    for (const std::int64_t key : tool_keys_) {
        cancel_waiting(*db_, pid, key, report);
    }
}

} // namespace dunlin::migrator
