// SPDX-License-Identifier: MIT
#include "config/config.hpp"

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

struct line {
    std::string name;
    std::optional<std::string> value;
    std::optional<std::string> origin;
};

template <class T>
line line_of(const char* name, const std::optional<std::string>& value,
             const config::setting<T>& of) {
    return {name, value ? std::optional(config::redact(*value)) : std::nullopt,
            config::to_string(of.origin)};
}

std::optional<std::string> or_nothing(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string or_looking(const std::string& text) {
    return text.empty() ? "(found by looking)" : text;
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

std::vector<line> lines_of(const config::settings& all) {
    auto database = all.database.value;
    if (database && database->empty()) {
        database = "(libpq's own variables and files)";
    }
    return {
        {"config", or_nothing(all.file.string()), std::nullopt},
        {"env", or_nothing(all.environment), std::nullopt},
        line_of("env_file", or_nothing(all.env_file.value.string()), all.env_file),
        line_of("database", database, all.database),
        line_of("password_command",
                all.password_command.value.empty() ? or_nothing("") : "(hidden)",
                all.password_command),
        line_of("migrations", all.migrations.value.string(), all.migrations),
        line_of("seed", all.seed.value.string(), all.seed),
        line_of("protected", all.is_protected.value ? "true" : "false", all.is_protected),
        line_of("source_format", or_looking(all.source_format.value), all.source_format),
        line_of("disable_tls", all.disable_tls.value ? "true" : "false", all.disable_tls),
        line_of("ledger.schema", all.ledger_schema.value, all.ledger_schema),
        line_of("ledger.tool", or_looking(all.ledger_tool.value), all.ledger_tool),
        line_of("ledger.table", or_nothing(all.ledger_table.value), all.ledger_table),
        line_of("ledger.owners",
                or_nothing(fmt::format("{}", fmt::join(all.ledger_owners.value, ", "))),
                all.ledger_owners),
        line_of("lock.timeout", duration_text(all.lock_timeout.value), all.lock_timeout),
        line_of("lock.retries", std::to_string(all.lock_retries.value), all.lock_retries),
        line_of("lock.wait", duration_text(all.lock_wait.value), all.lock_wait),
        line_of("telemetry.trace", or_nothing(all.trace.value.string()), all.trace),
        line_of("telemetry.metrics", or_nothing(all.metrics.value.string()), all.metrics),
        line_of("telemetry.log_statements", or_nothing(all.statement_log.value.string()),
                all.statement_log),
    };
}

} // namespace

runner setup_config(flag_set&) {
    return [](context& context) { return run_config(context); };
}

exit_code run_config(context& context) {
    const auto lines = lines_of(context.configuration());
    output::row_options options = context.row_options();
    options.shape = output::document::items;
    options.footer = false;
    const auto writer =
        output::make_row_writer(context.format(output::format::table), context.out(), options);
    writer->columns({{.name = "name"}, {.name = "value"}, {.name = "origin"}});
    for (const auto& each : lines) {
        const std::array<output::cell, 3> cells{each.name, each.value, each.origin};
        writer->row(cells);
    }
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(lines.size());
    writer->finish(extras);
    if (const auto& problem = context.configuration().database_problem) {
        context.warn(fmt::format("verbs that need a database fail: {}", problem->message()));
    }
    return exit_code::done;
}

} // namespace dunlin::commands
