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

/// The options that the verbs of `migrate` share.
struct migrate_options {
    std::optional<std::chrono::milliseconds> lock_timeout;
    std::optional<std::chrono::milliseconds> lock_wait;
    std::optional<int> lock_retries;
    std::map<std::string, std::string> placeholders; ///< from --set
    std::optional<std::string> source_format;
    std::optional<std::string> ledger;
    std::optional<std::string> ledger_table;
    std::string contexts;
    std::string labels;
};

/// Adds --lock-wait, --lock-timeout, --retries, --set and those of add_source_options().
void add_migrate_options(flag_set& flags, migrate_options& options);
/// Adds --source-format, --ledger and those of add_tool_options(): for verbs that read migrations
/// and the ledger.
void add_source_options(flag_set& flags, migrate_options& options);
/// Adds --ledger-table, --contexts and --labels.
void add_tool_options(flag_set& flags, migrate_options& options);
/// Adds only --source-format.
void add_source_format_option(flag_set& flags, migrate_options& options);
/// Adds only --lock-wait.
void add_lock_wait_option(flag_set& flags, migrate_options& options);
/// Adds only --set.
void add_placeholder_option(flag_set& flags, migrate_options& options);
void add_dry_run_option(flag_set& flags, bool& dry_run);

/// Adds --to and --steps, which exclude each other.
void add_target_options(flag_set& flags, migrator::target& target, const std::string& to_help,
                        const std::string& steps_help);

/// The migrator's settings from the flags, dunlin.toml and the environment. A placeholder without
/// --set has the value of the environment variable of that name.
migrator::settings migrator_settings(const migrate_options& options, context& context);

/// Makes the run ask the permit, with the ledger's protection, before it reverts migrations or
/// corrects the ledger. `permit` must outlive the run.
void ask_before_change(migrator::settings& settings, change_permit& permit);
/// The same for a change that always needs confirmation, with this question.
void ask_before_change(migrator::settings& settings, change_permit& permit, std::string question);

} // namespace dunlin::commands
