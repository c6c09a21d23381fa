// SPDX-License-Identifier: MIT
#include "shared/migrate_options.hpp"

#include "shared/change_permit.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/environment.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::commands {
namespace {

using std::chrono::milliseconds;

constexpr const char* lock_group = "Locks";

/// A number without a unit is in seconds, as for --timeout.
void add_duration(flag_set& flags, const std::string& flag, std::optional<milliseconds>& value,
                  const std::string& help) {
    flags
        .on_value(
            flag,
            [flag, &value](const std::string& text) {
                const auto duration = parse_duration(text, std::chrono::seconds(1));
                if (!duration) {
                    throw invalid_value(flag, text, "write a duration as 500ms, 30s or 2min");
                }
                value = std::chrono::ceil<milliseconds>(*duration);
            },
            help)
        .value_name("TIME")
        .group(lock_group);
}

void add_placeholder(const std::string& text, std::map<std::string, std::string>& placeholders) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw invalid_value("--set", text, "write NAME=VALUE");
    }
    placeholders.insert_or_assign(text.substr(0, equals), text.substr(equals + 1));
}

} // namespace

void add_migrate_options(flag_set& flags, migrate_options& options) {
    add_lock_wait_option(flags, options);
    add_duration(flags, "--lock-timeout", options.lock_timeout,
                 "Table lock timeout per attempt (default: 2s; 0: no limit)");
    flags
        .add("--retries", options.lock_retries, "Retries when a lock is not obtained (default: 10)")
        .value_name("COUNT")
        .group(lock_group)
        .not_negative();
    add_placeholder_option(flags, options);
    add_source_options(flags, options);
}

void add_source_format_option(flag_set& flags, migrate_options& options) {
    flags
        .add("--source-format", options.source_format,
             "Format of the migrations (default: detected)")
        .value_name("TOOL");
}

void add_source_options(flag_set& flags, migrate_options& options) {
    add_source_format_option(flags, options);
    flags.add("--ledger", options.ledger, "Tool whose table stores the history (default: detected)")
        .value_name("TOOL");
    add_tool_options(flags, options);
}

void add_tool_options(flag_set& flags, migrate_options& options) {
    flags
        .add("--ledger-table", options.ledger_table,
             "Name of the tool's table (default: its default name)")
        .value_name("TABLE");
    flags
        .add("--contexts", options.contexts,
             "Liquibase contexts to run, separated by commas (default: all)")
        .value_name("LIST");
    flags
        .add("--labels", options.labels,
             "Liquibase label expression, such as \"a and !b\" (default: all labels)")
        .value_name("EXPRESSION");
}

void add_lock_wait_option(flag_set& flags, migrate_options& options) {
    add_duration(flags, "--lock-wait", options.lock_wait,
                 "Time to wait for another runner or tool (default: 1min; 0: do not wait)");
}

void add_placeholder_option(flag_set& flags, migrate_options& options) {
    flags
        .on_each(
            "--set",
            [&options](const std::string& text) { add_placeholder(text, options.placeholders); },
            "Value of the placeholder ${NAME} (repeatable)")
        .value_name("NAME=VALUE");
}

void add_dry_run_option(flag_set& flags, bool& dry_run) {
    flags.add_switch("--dry-run", dry_run, "Show what would be done, without doing it");
}

void add_target_options(flag_set& flags, migrator::target& target, const std::string& to_help,
                        const std::string& steps_help) {
    const flag to = flags.add("--to", target.version, to_help).value_name("VERSION");
    flags.add("--steps", target.count, steps_help).value_name("COUNT").positive().excludes(to);
}

migrator::settings migrator_settings(const migrate_options& options, context& context) {
    const config::settings& config = context.configuration();
    migrator::settings settings;
    settings.folder = config.migrations.value;
    settings.reading.format = options.source_format.value_or(config.source_format.value);
    settings.reading.contexts = options.contexts;
    settings.reading.labels = options.labels;
    settings.ledger.schema = config.ledger_schema.value;
    settings.ledger.owners = config.ledger_owners.value;
    settings.ledger.tool = options.ledger.value_or(config.ledger_tool.value);
    settings.ledger.table = options.ledger_table.value_or(config.ledger_table.value);
    settings.lock.timeout = options.lock_timeout.value_or(config.lock_timeout.value);
    settings.lock.retries = options.lock_retries.value_or(config.lock_retries.value);
    settings.lock.wait = options.lock_wait.value_or(config.lock_wait.value);
    settings.placeholder = [placeholders = options.placeholders, variables = process_environment(),
                            &context](std::string_view name) {
        const auto found = placeholders.find(std::string(name));
        auto value = found != placeholders.end() ? std::optional(found->second)
                                                 : variables(std::string(name));
        if (value) {
            context.hide(*value);
        }
        return value;
    };
    settings.database = context.database_settings();
    const target& database = context.target();
    settings.protected_as = database.is_protected ? database.environment : "";
    return settings;
}

void ask_before_change(migrator::settings& settings, change_permit& permit) {
    settings.permit = [&permit](const migrator::intended_change& change) {
        permit.set_protection({std::string(change.protected_as), false});
        permit.grant();
    };
}

void ask_before_change(migrator::settings& settings, change_permit& permit, std::string question) {
    settings.permit = [&permit,
                       question = std::move(question)](const migrator::intended_change& change) {
        permit.set_protection({std::string(change.protected_as), false});
        permit.grant_with_confirmation(question);
    };
}

} // namespace dunlin::commands
