// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/plan.hpp>
#include <dunlin/sqldb/config.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A session of the server, for people.
struct session_info {
    int pid = 0; ///< 0: a prepared transaction, which no session owns
    std::string user;
    std::string application;
    std::string client;             ///< its address; empty for a Unix socket
    std::string state;              ///< "active", "idle in transaction" ...
    std::optional<timestamp> since; ///< when its transaction began
    std::string query; ///< what it runs or ran last, without secrets; empty when it is not known

    /// "pid 4711 (app as joe, idle in transaction since 2026-01-01T00:00:00Z)"
    [[nodiscard]] std::string describe() const;
    /// The SQL that ends it: "SELECT pg_terminate_backend(4711)". Empty for a prepared transaction.
    [[nodiscard]] std::string termination() const;
};

/// What the server is doing while a statement takes long.
struct server_activity {
    std::chrono::milliseconds elapsed{0}; ///< since the message was sent
    std::string waiting_for;              ///< "AccessExclusiveLock on widgets"; empty: not waiting
    std::vector<session_info> blockers;
    std::string phase; ///< of the server's progress views: "building index: scanning table"
    std::optional<double> percent; ///< of that phase
};

/// Observes a run. All functions do nothing unless overridden. They are called one after
/// the other, on_activity on a thread of its own while the run waits for the server, and must not
/// throw. A hook that waits or is tried again is reported as a migration with its file's name; one
/// before the run comes before on_plan.
class observer {
public:
    observer() = default;
    observer(const observer&) = delete;
    observer& operator=(const observer&) = delete;
    virtual ~observer() = default;

    /// Once, when it is known what will run.
    virtual void on_plan(const std::vector<plan_step>& /*steps*/) {}
    /// Another runner holds the lock; called again when the holder changes and every few seconds.
    virtual void on_waiting_for_runner(const session_info& /*holder*/,
                                       std::chrono::milliseconds /*waited*/) {}
    virtual void on_begin(const plan_step& /*step*/, std::size_t /*index*/, std::size_t /*total*/) {
    }
    virtual void on_done(const plan_step& /*step*/, std::chrono::microseconds /*duration*/,
                         std::size_t /*steps*/) {}
    /// The migration failed, and the run with it. Also called when it was interrupted.
    virtual void on_failed(const plan_step& /*step*/, const error& /*problem*/) {}
    /// A statement that runs in steps; position from 1.
    virtual void on_step(const plan_step& /*step*/, std::size_t /*position*/, std::size_t /*total*/,
                         std::string_view /*statement*/) {}
    /// A statement of a migration that is sent in several messages begins; position from 1. Small
    /// migrations are one message, whose statements the server does not report one by one.
    virtual void on_statement(const plan_step& /*step*/, std::size_t /*position*/,
                              std::size_t /*total*/) {}
    /// Whether somebody watches: then on_activity says how far VACUUM, CLUSTER, ANALYZE and COPY
    /// are as well, which costs the server one more query each time.
    [[nodiscard]] virtual bool shows_progress() const { return false; }
    /// While a statement takes long, about twice a second.
    virtual void on_activity(const plan_step& /*step*/, const server_activity& /*now*/) {}
    /// A table lock was not obtained, or a deadlock was broken: the migration runs again after
    /// `pause`. `attempt` counts from 1.
    virtual void on_retry(const plan_step& /*step*/, const error& /*problem*/, int /*attempt*/,
                          int /*attempts*/, std::chrono::milliseconds /*pause*/,
                          const std::vector<session_info>& /*blockers*/) {}
    /// A NOTICE or WARNING of the server while the migration or hook `version` ran; empty: between
    /// two. Called beside settings.database.on_notice.
    virtual void on_notice(std::string_view /*version*/, const sqldb::notice& /*notice*/) {}
    /// Something that people should read: what a resumed step found, how a lost COMMIT ended.
    virtual void on_note(std::string_view /*text*/) {}
};

} // namespace dunlin::migrator
