// SPDX-License-Identifier: MIT
#include "migrate_options.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/environment.hpp>
#include <dunlin/commands/context.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <utility>

namespace dunlin::commands {
namespace {

using std::chrono::milliseconds;

constexpr const char* lock_group = "Locks";

/// A bare number counts seconds, as for --timeout.
void add_duration(CLI::App& app, const std::string& flag, std::optional<milliseconds>& into,
                  const std::string& help) {
    app.add_option_function<std::string>(
           flag,
           [flag, &into](const std::string& text) {
               const auto duration = parse_duration(text, std::chrono::seconds(1));
               if (!duration) {
                   throw error(error_kind::usage, fmt::format("{} takes no \"{}\"", flag, text))
                       .with_hint("write a duration as 500ms, 30s or 2min");
               }
               into = std::chrono::ceil<milliseconds>(*duration);
           },
           help)
        ->type_name("TIME")
        ->group(lock_group);
}

void add_placeholder(const std::string& text, std::map<std::string, std::string>& into) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
        throw error(error_kind::usage, fmt::format("--set takes no \"{}\"", text))
            .with_hint("write NAME=VALUE");
    }
    into.insert_or_assign(text.substr(0, equals), text.substr(equals + 1));
}

} // namespace

void add_migrate_options(CLI::App& app, migrate_options& into) {
    add_lock_wait_option(app, into);
    add_duration(app, "--lock-timeout", into.lock_timeout,
                 "Wait so long for a table's lock, per attempt (2s); 0 is without limit");
    app.add_option("--retries", into.lock_retries,
                   "Try again so often when a lock was not obtained (10)")
        ->type_name("COUNT")
        ->group(lock_group)
        ->check(CLI::NonNegativeNumber);
    add_placeholder_option(app, into);
    add_source_options(app, into);
}

void add_source_format_option(CLI::App& app, migrate_options& into) {
    app.add_option("--source-format", into.source_format,
                   "Read the migrations as this tool does; else found by looking")
        ->type_name("TOOL");
}

void add_source_options(CLI::App& app, migrate_options& into) {
    add_source_format_option(app, into);
    app.add_option("--ledger", into.ledger,
                   "Keep the history in this tool's table; else found by looking")
        ->type_name("TOOL");
    add_table_options(app, into);
}

void add_table_options(CLI::App& app, migrate_options& into) {
    app.add_option("--ledger-table", into.ledger_table, "That tool's table, when not its usual one")
        ->type_name("TABLE");
    app.add_option("--contexts", into.contexts,
                   "Of Liquibase's changesets run those of these contexts, separated by commas")
        ->type_name("LIST");
    app.add_option("--labels", into.labels,
                   "Of Liquibase's changesets run those whose labels fit, for example \"a and !b\"")
        ->type_name("EXPRESSION");
}

void add_lock_wait_option(CLI::App& app, migrate_options& into) {
    add_duration(app, "--lock-wait", into.lock_wait,
                 "Wait so long for another run, or for the ledger's own tool (1min)");
}

void add_placeholder_option(CLI::App& app, migrate_options& into) {
    app.add_option_function<std::vector<std::string>>(
           "--set",
           [&into](const std::vector<std::string>& all) {
               for (const auto& each : all) {
                   add_placeholder(each, into.placeholders);
               }
           },
           "The value of a placeholder ${NAME}; may be given more than once")
        ->type_name("NAME=VALUE")
        ->allow_extra_args(false);
}

void add_dry_run_option(CLI::App& app, bool& into) {
    app.add_flag("--dry-run", into, "Only show what would be done");
}

void add_target_options(CLI::App& app, migrator::target& into, const std::string& to_means) {
    auto* to = app.add_option("--to", into.version, to_means)->type_name("VERSION");
    app.add_option("--steps", into.count, "So many migrations at the most")
        ->type_name("COUNT")
        ->check(CLI::PositiveNumber)
        ->excludes(to);
}

migrator::settings migrator_settings(const migrate_options& options, context& world) {
    const config::settings& known = world.configuration();
    migrator::settings made;
    made.folder = known.migrations.value;
    made.reading.format = options.source_format.value_or(known.source_format.value);
    made.reading.contexts = options.contexts;
    made.reading.labels = options.labels;
    made.ledger.schema = known.ledger_schema.value;
    made.ledger.tool = options.ledger.value_or(known.ledger_tool.value);
    made.ledger.table = options.ledger_table.value_or(known.ledger_table.value);
    made.lock.timeout = options.lock_timeout.value_or(known.lock_timeout.value);
    made.lock.retries = options.lock_retries.value_or(known.lock_retries.value);
    made.lock.wait = options.lock_wait.value_or(known.lock_wait.value);
    made.placeholder = [given = options.placeholders,
                        variables = process_environment()](std::string_view name) {
        const auto found = given.find(std::string(name));
        return found != given.end() ? std::optional(found->second) : variables(std::string(name));
    };
    made.database = world.database_settings();
    return made;
}

} // namespace dunlin::commands
