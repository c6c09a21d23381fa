// SPDX-License-Identifier: MIT
#include "config/check.hpp"

#include "shared/check_report.hpp"
#include "shared/local_server.hpp"
#include "shared/output_values.hpp"

#include <dunlin/base/environment.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/config/check.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/sqldb/config.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <tuple>

namespace dunlin::commands {
namespace {

std::string database_problem(const std::string& database) {
    if (database.empty()) {
        return "'database' must not be empty";
    }
    if (database == "ephemeral" || is_local(database)) {
        return "";
    }
    try {
        sqldb::config settings;
        settings.url = database;
        std::ignore = sqldb::describe(settings);
        return "";
    } catch (const error& problem) {
        return fmt::format("'database': {}", problem.message());
    }
}

/// "dunlin.toml:3:1: unknown key 'x'", the line and the hint.
std::string text_of(const error& problem) {
    const source_location location = problem.where().value_or(source_location{});
    std::string text =
        fmt::format("{}{}\n", location_prefix(location), config::redact(problem.message()));
    if (!location.excerpt.empty()) {
        text += fmt::format("  {} | {}\n", location.line, output::safe_text(location.excerpt));
    }
    return problem.hint().empty() ? text : text + fmt::format("  hint: {}\n", problem.hint());
}

/// Warnings are rows as well, without a location.
void print_rows(context& context, const config::check_result& result) {
    output::row_options options = context.row_options();
    options.shape = output::document::items;
    options.footer = false;
    const auto writer = output::make_row_writer(*context.options().format, context.out(), options);
    using output::value_kind;
    writer->columns({{"severity"},
                     {"file"},
                     {"line", value_kind::number, false, "int8"},
                     {"column", value_kind::number, false, "int8"},
                     {"message"},
                     {"hint"}});
    using row = std::array<output::cell, 6>;
    for (const auto& problem : result.problems) {
        const source_location location = problem.where().value_or(source_location{});
        const std::string line = number_text(location.line);
        const std::string column = number_text(location.column);
        const std::string message = config::redact(problem.message());
        writer->row(row{"error", location.file, cell_or_null(line), cell_or_null(column), message,
                        cell_or_null(problem.hint())});
    }
    for (const auto& warning : result.warnings) {
        writer->row(row{"warning", result.file, {}, {}, warning, {}});
    }
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(result.problems.size() + result.warnings.size());
    writer->finish(extras);
}

void print_text(context& context, const config::check_result& result) {
    for (const auto& warning : result.warnings) {
        context.warn(warning);
    }
    for (const auto& problem : result.problems) {
        context.print(text_of(problem));
    }
}

config::flags flags_of(const global_options& options) {
    const auto if_given = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    config::flags flags;
    flags.environment = if_given(options.environment);
    flags.file = if_given(options.config_file);
    flags.env_file = if_given(options.env_file);
    return flags;
}

std::string environments_text(const config::check_result& result) {
    return result.environments.empty()
               ? "no environment"
               : fmt::format("environments {}", fmt::join(result.environments, ", "));
}

} // namespace

runner setup_config_check(flag_set&) {
    return [](context& context) { return run_config_check(context); };
}

exit_code run_config_check(context& context) {
    const auto result = config::check(flags_of(context.options()), process_environment(),
                                      std::filesystem::current_path(), database_problem);
    if (context.options().format) {
        print_rows(context, result);
    } else {
        print_text(context, result);
    }
    context.out().flush();
    if (result.problems.empty()) {
        context.info(fmt::format("no problems in {} ({})", result.file, environments_text(result)));
        return exit_code::done;
    }
    const std::size_t count = result.problems.size();
    throw error(error_kind::config, fmt::format("{} {} in {}", count,
                                                count == 1 ? "problem" : "problems", result.file));
}

} // namespace dunlin::commands
