// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace dunlin::commands {

class change_permit;
class context;
class flag_set;

/// What the verbs that run migrations have in common.
struct migrate_options {
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> lock_wait;
    std::optional<int> lock_retries;
    std::map<std::string, std::string> placeholders; ///< of --set
    std::optional<std::string> source_format;
    std::optional<std::string> ledger;
    std::optional<std::string> ledger_table;
    std::string contexts;
    std::string labels;
};

/// Spells --lock-wait, --lock-timeout, --retries, --set and those of add_source_options.
void add_migrate_options(flag_set& flags, migrate_options& into);
/// Spells --source-format, --ledger, --ledger-table, --contexts and --labels, for every verb that
/// reads migrations.
void add_source_options(flag_set& flags, migrate_options& into);
/// Those of them that say more of the tool than which one it is.
void add_table_options(flag_set& flags, migrate_options& into);
/// --source-format alone.
void add_source_format_option(flag_set& flags, migrate_options& into);
/// --lock-wait alone.
void add_lock_wait_option(flag_set& flags, migrate_options& into);
/// --set alone.
void add_placeholder_option(flag_set& flags, migrate_options& into);
void add_dry_run_option(flag_set& flags, bool& into);

/// Adds --to and --steps, which exclude each other.
void add_target_options(flag_set& flags, migrator::target& into, const std::string& to_help,
                        const std::string& steps_help);

/// What the migrator needs to know: the flags, dunlin.toml and the environment put together. A
/// placeholder without --set is looked for among the environment's variables.
migrator::settings migrator_settings(const migrate_options& options, context& context);

/// Asks the permit before anything is taken back or corrected, with what the ledger says. `permit`
/// must outlive the run.
void ask_before_change(migrator::settings& how, change_permit& permit);
/// The same for a change that wants consent everywhere, by this question.
void ask_before_change(migrator::settings& how, change_permit& permit, std::string question);

} // namespace dunlin::commands
