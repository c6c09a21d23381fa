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

/// A bare number counts seconds, as for --timeout.
void add_duration(flag_set& flags, const std::string& flag, std::optional<milliseconds>& into,
                  const std::string& help) {
    flags
        .on_value(
            flag,
            [flag, &into](const std::string& text) {
                const auto duration = parse_duration(text, std::chrono::seconds(1));
                if (!duration) {
                    throw takes_no(flag, text, "write a duration as 500ms, 30s or 2min");
                }
                into = std::chrono::ceil<milliseconds>(*duration);
            },
            help)
        .takes("TIME")
        .group(lock_group);
}

void add_placeholder(const std::string& text, std::map<std::string, std::string>& into) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw takes_no("--set", text, "write NAME=VALUE");
    }
    into.insert_or_assign(text.substr(0, equals), text.substr(equals + 1));
}

} // namespace

void add_migrate_options(flag_set& flags, migrate_options& into) {
    add_lock_wait_option(flags, into);
    add_duration(flags, "--lock-timeout", into.lock_timeout,
                 "Table lock timeout per attempt (default: 2s; 0: no limit)");
    flags.add("--retries", into.lock_retries, "Retries when a lock is not obtained (default: 10)")
        .takes("COUNT")
        .group(lock_group)
        .not_negative();
    add_placeholder_option(flags, into);
    add_source_options(flags, into);
}

void add_source_format_option(flag_set& flags, migrate_options& into) {
    flags.add("--source-format", into.source_format, "Format of the migrations (default: detected)")
        .takes("TOOL");
}

void add_source_options(flag_set& flags, migrate_options& into) {
    add_source_format_option(flags, into);
    flags.add("--ledger", into.ledger, "Keep the history in this tool's table (default: detected)")
        .takes("TOOL");
    add_table_options(flags, into);
}

void add_table_options(flag_set& flags, migrate_options& into) {
    flags.add("--ledger-table", into.ledger_table, "Name of that table, if it was changed")
        .takes("TABLE");
    flags
        .add("--contexts", into.contexts,
             "Liquibase contexts to run, separated by commas (default: all)")
        .takes("LIST");
    flags
        .add("--labels", into.labels,
             "Liquibase label expression, such as \"a and !b\" (default: all labels)")
        .takes("EXPRESSION");
}

void add_lock_wait_option(flag_set& flags, migrate_options& into) {
    add_duration(flags, "--lock-wait", into.lock_wait,
                 "Time to wait for another runner or tool (default: 1min; 0: do not wait)");
}

void add_placeholder_option(flag_set& flags, migrate_options& into) {
    flags
        .on_each(
            "--set", [&into](const std::string& each) { add_placeholder(each, into.placeholders); },
            "Value of the placeholder ${NAME} (repeatable)")
        .takes("NAME=VALUE");
}

void add_dry_run_option(flag_set& flags, bool& into) {
    flags.add_switch("--dry-run", into, "Show what would be done, without doing it");
}

void add_target_options(flag_set& flags, migrator::target& into, const std::string& to_help,
                        const std::string& steps_help) {
    const flag to = flags.add("--to", into.version, to_help).takes("VERSION");
    flags.add("--steps", into.count, steps_help).takes("COUNT").positive().excludes(to);
}

migrator::settings migrator_settings(const migrate_options& options, context& context) {
    const config::settings& known = context.configuration();
    migrator::settings made;
    made.folder = known.migrations.value;
    made.reading.format = options.source_format.value_or(known.source_format.value);
    made.reading.contexts = options.contexts;
    made.reading.labels = options.labels;
    made.ledger.schema = known.ledger_schema.value;
    made.ledger.owners = known.ledger_owners.value;
    made.ledger.tool = options.ledger.value_or(known.ledger_tool.value);
    made.ledger.table = options.ledger_table.value_or(known.ledger_table.value);
    made.lock.timeout = options.lock_timeout.value_or(known.lock_timeout.value);
    made.lock.retries = options.lock_retries.value_or(known.lock_retries.value);
    made.lock.wait = options.lock_wait.value_or(known.lock_wait.value);
    made.placeholder = [given = options.placeholders, variables = process_environment(),
                        &context](std::string_view name) {
        const auto found = given.find(std::string(name));
        auto value =
            found != given.end() ? std::optional(found->second) : variables(std::string(name));
        if (value) {
            context.hide(*value);
        }
        return value;
    };
    made.database = context.database_settings();
    const target& at = context.target();
    made.protected_as = at.is_protected ? at.environment : "";
    return made;
}

void ask_before_change(migrator::settings& how, change_permit& permit) {
    how.permit = [&permit](const migrator::intended_change& change) {
        permit.set_mark({std::string(change.protected_as), false});
        permit.grant();
    };
}

void ask_before_change(migrator::settings& how, change_permit& permit, std::string question) {
    how.permit = [&permit,
                  question = std::move(question)](const migrator::intended_change& change) {
        permit.set_mark({std::string(change.protected_as), false});
        permit.grant_with_consent(question);
    };
}

} // namespace dunlin::commands
