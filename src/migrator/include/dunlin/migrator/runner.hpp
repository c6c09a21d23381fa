// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/plan.hpp>
#include <dunlin/sqldb/config.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
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
    /// How often a migration that did not get its locks runs again.
    int retries = 10;
    /// For another runner; 0: fail at once.
    std::chrono::milliseconds wait{std::chrono::minutes(1)};
};

/// What a run is about to take back or to correct, before it does so.
struct intended_change {
    /// The protected environment that the ledger names as the database's; empty: none.
    std::string_view protected_as;
};

/// What every run needs to know.
struct settings {
    sqldb::config database;
    std::filesystem::path folder = "migrations";
    /// Migrations that the program carries inside itself, as CMake's dunlin_embed_migrations() puts
    /// them there. Unless empty they are read instead of `folder`.
    std::vector<source_file> embedded;
    read_options reading;  ///< the format, and what its reader needs
    ledger_options ledger; ///< the tool that keeps the history; empty: found by looking
    lock_policy lock;
    /// Values for ${name} in scripts that ask for it.
    std::function<std::optional<std::string>(std::string_view)> placeholder;
    observer* watcher = nullptr; ///< not owned; may be null
    /// Asked before a run takes a migration back and before a ledger is corrected, after the ledger
    /// was read and before a lock is taken, and again when it is known what the lock's last holder
    /// did. It lets the run go on by returning; what it throws ends the run. May be empty.
    std::function<void(const intended_change&)> permit;
    /// The protected environment that the database belongs to: a run that goes up records it in the
    /// events, unless the newest such event says the same. Empty: nothing is recorded.
    std::string protected_as;
};

/// One migration that ran.
struct outcome {
    std::string version;
    std::string description;
    migrator::direction direction = direction::up;
    std::chrono::microseconds duration{0};
    std::size_t steps = 1; ///< transactions and single statements that it took
};

/// What a run did. `applied` is in order; empty when there was nothing to do.
struct report {
    migrator::direction direction = direction::up;
    std::vector<outcome> applied;
    std::string current; ///< the newest applied version, empty when there is none
    std::size_t pending = 0;
    std::chrono::microseconds duration{0};
    std::string protected_as; ///< as the ledger has it now, see settings
};

struct up_options {
    target until;
    bool allow_out_of_order = false;
    /// All that is pending in one transaction: everything or nothing.
    bool single_transaction = false;
};

/// Applies what is pending. With nothing to do it connects, asks one query and returns. Otherwise
/// it holds the runner lock, and each migration commits together with its row in the ledger.
/// Throws error(config) for malformed files, error(history) when the history does not allow it,
/// error(locked) when another runner or a table's lock is in the way, sql_error with file, line,
/// column and the statement for a script that fails; `applied` and `aftermath` of the error say
/// what is now true.
report up(const settings& settings, const up_options& options = {});

/// Takes the newest migration back, or as many as the target says.
report down(const settings& settings, const target& until = {});

/// Up or down, so that `version` is the newest one applied.
report to(const settings& settings, std::string_view version, const up_options& options = {});

/// The newest migration taken back and applied again.
report redo(const settings& settings);

/// A statement that would run.
struct preview_statement {
    std::string text;
    std::size_t line = 0; ///< in its file, from 1
    std::size_t step = 1; ///< statements of one number share a transaction or stand alone
    bool in_transaction = true;
};

/// A hook that would run, or, for a moment that may not come, might.
struct preview_hook {
    hook::time when = hook::time::before_run;
    std::string file;
    bool within = false;   ///< in the transaction of its migration
    bool in_steps = false; ///< outside of any transaction
    std::vector<preview_statement> statements;
};

/// What a migration asks of the database before it runs.
struct preview_condition {
    std::string sql;
    std::string expected;
    std::size_t line = 0; ///< in its file, from 1
    precondition_rules::action on_fail = precondition_rules::action::halt;
    precondition_rules::action on_error = precondition_rules::action::halt;
};

/// A migration that would run.
struct preview_step {
    std::string version;
    std::string description;
    migrator::direction direction = direction::up;
    std::string file;      ///< or the words for a down script that the ledger kept
    bool in_steps = false; ///< not one transaction
    bool resumes = false;  ///< goes on behind the steps that are done
    std::size_t steps = 1;
    std::vector<preview_statement> statements;
    std::vector<preview_hook> before; ///< that run before it, in order
    std::vector<preview_hook> after;
    std::vector<preview_condition> conditions; ///< asked behind `before`, unless that is within
};

/// What a run would do. Made without a lock and without writing anything; refused as the run would
/// be.
/// Hooks for failures are not part of it.
struct preview {
    std::vector<preview_step> steps;
    std::vector<preview_hook> before; ///< that run before all, also when there is nothing to do
    std::vector<preview_hook> after;
    /// A script for psql that does the same, with the rows of the ledger. Empty unless asked for.
    std::string sql;
};
preview preview_up(const settings& settings, const up_options& options = {}, bool with_sql = false);
preview preview_down(const settings& settings, const target& until = {}, bool with_sql = false);
preview preview_to(const settings& settings, std::string_view version,
                   const up_options& options = {}, bool with_sql = false);
preview preview_redo(const settings& settings, bool with_sql = false);

/// Files and ledger as they stand, read without a lock.
struct database_status {
    source files;
    ledger_state recorded;
    migrator::history history;       ///< points into the two above
    std::string tool;                ///< whose ledger it is
    std::string table;               ///< the ledger's, for people
    std::vector<std::string> limits; ///< what that ledger cannot hold
    bool as_superuser = false;       ///< whether the session that looked may do everything
};
std::unique_ptr<const database_status> status(const settings& settings);

} // namespace dunlin::migrator
