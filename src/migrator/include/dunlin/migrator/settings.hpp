// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/sqldb/config.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// How long to wait for locks.
struct lock_policy {
    /// For a lock of a table, per attempt; 0: without limit. It should exceed the server's
    /// deadlock_timeout (1 s), or an autovacuum is never displaced. Statements that run
    /// CONCURRENTLY wait without limit, since they stop nobody meanwhile.
    std::chrono::milliseconds timeout{2000};
    /// How often a migration that did not obtain its locks is tried again.
    int retries = 10;
    /// For another runner; 0: fail at once.
    std::chrono::milliseconds wait{std::chrono::minutes(1)};
};

/// What is known about a database before a run reverts a migration or a ledger is corrected.
struct intended_change {
    /// The protected environment that the ledger names as the database's; empty: none.
    std::string_view protected_as;
};

/// The settings of a run.
struct settings {
    sqldb::config database;
    std::filesystem::path folder = "migrations";
    /// Migrations embedded in the program by CMake's dunlin_embed_migrations().
    /// Unless empty they are read instead of `folder`.
    std::vector<source_file> embedded;
    read_options reading;  ///< the format, and what its reader needs
    ledger_options ledger; ///< the tool that keeps the history; empty: detected
    lock_policy lock;
    /// Values for ${name} in scripts that ask for it.
    std::function<std::optional<std::string>(std::string_view)> placeholder;
    observer* watcher = nullptr; ///< not owned; may be null
    /// Called before a run reverts a migration and before a ledger is corrected, after the ledger
    /// was read and before a lock is acquired, and again when it is known what the lock's last
    /// holder did. By throwing it ends the run. May be empty.
    std::function<void(const intended_change&)> permit;
    /// The protected environment that the database belongs to: a run that goes up records it in the
    /// events, unless the newest such event says the same. Empty: nothing is recorded.
    std::string protected_as;
};

} // namespace dunlin::migrator
