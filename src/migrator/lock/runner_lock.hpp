// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/settings.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The lock that lets one runner work on a ledger at a time: a transaction-level advisory lock,
/// held by an idle READ COMMITTED transaction of a connection of its own. Such a transaction has no
/// snapshot, so CREATE INDEX CONCURRENTLY does not wait for it; it works through transaction
/// poolers; and it ends with the process.
///
/// Beside the key that all runners need, the transaction holds a random one that only this run
/// knows. Whoever obtains that key has the proof that the lock's session has ended.
class runner_lock {
public:
    /// `session` is used for nothing else; `table` is the ledger's; `tool_keys` are acquired as
    /// well, see ledger::tool_locks(). Waits up to settings.lock.wait, polling with jitter. Throws
    /// error(locked) that names the holder, error(read_only) on a server or in a database where
    /// nothing can be written, error(connection) where this session and `worker`, that of the run's
    /// work, are not served at the same time. `settings` and `watcher` must outlive this.
    runner_lock(const settings& settings, sqldb::connection session, std::string table,
                std::vector<std::int64_t> tool_keys, sqldb::connection& worker, observer& watcher);
    /// Waits until the server has released the lock, so that a run that begins now obtains it.
    ~runner_lock();
    runner_lock(const runner_lock&) = delete;
    runner_lock& operator=(const runner_lock&) = delete;

    /// The key that all runners on this ledger need.
    [[nodiscard]] std::int64_t ledger_key() const noexcept { return key_; }
    /// The start of the comment at the start of every message of any run on this ledger: a session
    /// that works for it is known by what it runs, also behind a pooler.
    [[nodiscard]] std::string comment_prefix() const;
    /// Those of the tool that keeps the ledger.
    [[nodiscard]] const std::vector<std::int64_t>& tool_keys() const noexcept { return tool_keys_; }
    [[nodiscard]] std::int64_t run_key() const noexcept { return run_key_; }
    /// Whether client_connection_check_interval can be set on this server (14 and later, Linux).
    [[nodiscard]] bool can_check_client() const noexcept { return can_check_client_; }
    /// Whether transaction_timeout can be set on this server (17 and later).
    [[nodiscard]] bool has_transaction_timeout() const noexcept {
        return db_.server_version() >= 170000;
    }
    /// Whether the session is the server's own. A pooler, which gives a session of its own
    /// naming (another process id than the server's), may serve two transactions by two sessions.
    [[nodiscard]] bool is_direct() const noexcept { return is_direct_; }
    /// Whether the session is still there, as far as is known without asking.
    [[nodiscard]] bool is_alive() const;
    /// Asks the session whether it is still there.
    [[nodiscard]] bool was_lost();
    /// Sleeps; throws error(interrupted) when the run is to stop.
    void pause(std::chrono::milliseconds time) const;

private:
    bool try_once();
    [[nodiscard]] std::string acquire_sql() const;
    std::optional<int> find_holder();
    std::optional<int> find_holder_of(std::int64_t key);
    session_info describe_holder(int pid);
    void wait_for_turn(sqldb::connection& worker);
    void require_two_sessions(sqldb::connection& worker);
    [[noreturn]] void give_up(std::chrono::milliseconds waited);

    const settings& settings_;
    std::string table_;
    observer& watcher_;
    sqldb::connection db_;
    std::int64_t key_;
    std::int64_t run_key_;
    std::vector<std::int64_t> tool_keys_;
    bool can_check_client_ = false;
    bool is_direct_ = false;
};

/// A random number for keys, tags and jitter.
std::uint64_t random_number();

} // namespace dunlin::migrator
