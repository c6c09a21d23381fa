// SPDX-License-Identifier: MIT
#include "config/config.hpp"

#include "shared/output_values.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/config/redact.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::commands {
namespace {

struct setting_row {
    std::string name;
    std::optional<std::string> value;
    std::optional<std::string> origin;
};

template <class T>
setting_row row_of(const char* name, const std::optional<std::string>& value,
                   const config::setting<T>& setting) {
    return {name, value ? std::optional(config::redact(*value)) : std::nullopt,
            config::to_string(setting.origin)};
}

std::string or_detected(const std::string& text) {
    return text.empty() ? "(detected)" : text;
}

std::optional<std::string> joined(const config::setting<std::vector<std::string>>& setting) {
    return text_or_null(fmt::format("{}", fmt::join(setting.value, ", ")));
}

/// As it would be written in dunlin.toml.
std::string duration_text(std::chrono::milliseconds length) {
    using namespace std::chrono_literals;
    if (length.count() != 0 && length % 1min == 0ms) {
        return fmt::format("{}min", length / 1min);
    }
    return length % 1s == 0ms ? fmt::format("{}s", length / 1s)
                              : fmt::format("{}ms", length.count());
}

std::vector<setting_row> rows_of(const config::settings& settings) {
    auto database = settings.database.value;
    if (database && database->empty()) {
        database = "(libpq's own variables and files)";
    }
    return {
        {"config", text_or_null(settings.file.string()), std::nullopt},
        {"env", text_or_null(settings.environment), std::nullopt},
        row_of("env_file", text_or_null(settings.env_file.value.string()), settings.env_file),
        row_of("database", database, settings.database),
        row_of("password_command",
               settings.password_command.value.empty() ? text_or_null("") : "(hidden)",
               settings.password_command),
        row_of("migrations", settings.migrations.value.string(), settings.migrations),
        row_of("seed", settings.seed.value.string(), settings.seed),
        row_of("protected", settings.is_protected.value ? "true" : "false", settings.is_protected),
        row_of("source_format", or_detected(settings.source_format.value), settings.source_format),
        row_of("server_version",
               settings.server_version.value == 0 ? "(not set)"
                                                  : std::to_string(settings.server_version.value),
               settings.server_version),
        row_of("disable_tls", settings.disable_tls.value ? "true" : "false", settings.disable_tls),
        row_of("ledger.schema", settings.ledger_schema.value, settings.ledger_schema),
        row_of("ledger.tool", or_detected(settings.ledger_tool.value), settings.ledger_tool),
        row_of("ledger.table", text_or_null(settings.ledger_table.value), settings.ledger_table),
        row_of("ledger.owners", joined(settings.ledger_owners), settings.ledger_owners),
        row_of("lock.timeout", duration_text(settings.lock_timeout.value), settings.lock_timeout),
        row_of("lock.retries", std::to_string(settings.lock_retries.value), settings.lock_retries),
        row_of("lock.wait", duration_text(settings.lock_wait.value), settings.lock_wait),
        row_of("lint.since", text_or_null(settings.lint_since.value), settings.lint_since),
        row_of("lint.off", joined(settings.lint_off), settings.lint_off),
        row_of("lint.errors", joined(settings.lint_errors), settings.lint_errors),
        row_of("lint.warnings", joined(settings.lint_warnings), settings.lint_warnings),
        row_of("telemetry.trace", text_or_null(settings.trace.value.string()), settings.trace),
        row_of("telemetry.metrics", text_or_null(settings.metrics.value.string()),
               settings.metrics),
        row_of("telemetry.log_statements", text_or_null(settings.statement_log.value.string()),
               settings.statement_log),
    };
}

} // namespace

runner setup_config(flag_set&) {
    return [](context& context) { return run_config(context); };
}

exit_code run_config(context& context) {
    const auto rows = rows_of(context.configuration());
    output::row_options options = context.row_options();
    options.shape = output::document::items;
    options.footer = false;
    const auto writer =
        output::make_row_writer(context.format(output::format::table), context.out(), options);
    writer->columns({{.name = "name"}, {.name = "value"}, {.name = "origin"}});
    for (const auto& row : rows) {
        const std::array<output::cell, 3> cells{row.name, row.value, row.origin};
        writer->row(cells);
    }
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(rows.size());
    writer->finish(extras);
    if (const auto& problem = context.configuration().database_problem) {
        context.warn(fmt::format("verbs that need a database fail: {}", problem->message()));
    }
    return exit_code::done;
}

} // namespace dunlin::commands
