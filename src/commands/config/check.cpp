// SPDX-License-Identifier: MIT
#include "config/check.hpp"

#include "shared/local_server.hpp"

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

std::string objection_to(const std::string& database) {
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

std::string number_text(std::size_t number) {
    return number == 0 ? "" : std::to_string(number);
}

/// "dunlin.toml:3:1: unknown key 'x'", the line, and what to do.
std::string text_of(const error& problem) {
    const source_location where = problem.where().value_or(source_location{});
    std::string text = where.file;
    for (const std::size_t number : {where.line, where.column}) {
        text += number == 0 ? "" : fmt::format(":{}", number);
    }
    text += fmt::format(": {}\n", config::redact(problem.message()));
    if (!where.excerpt.empty()) {
        text += fmt::format("  {} | {}\n", where.line, output::safe_text(where.excerpt));
    }
    return problem.hint().empty() ? text : text + fmt::format("  hint: {}\n", problem.hint());
}

output::cell or_nothing(const std::string& text) {
    return text.empty() ? output::cell{} : output::cell(text);
}

/// Warnings are findings as well; they have no place.
void print_rows(context& context, const config::checked& found) {
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
    for (const auto& problem : found.problems) {
        const source_location where = problem.where().value_or(source_location{});
        const std::string line = number_text(where.line);
        const std::string column = number_text(where.column);
        const std::string message = config::redact(problem.message());
        writer->row(row{"error", where.file, or_nothing(line), or_nothing(column), message,
                        or_nothing(problem.hint())});
    }
    for (const auto& warning : found.warnings) {
        writer->row(row{"warning", found.file, {}, {}, warning, {}});
    }
    output::row_extras extras;
    extras.total = static_cast<std::int64_t>(found.problems.size() + found.warnings.size());
    writer->finish(extras);
}

void print_text(context& context, const config::checked& found) {
    for (const auto& warning : found.warnings) {
        context.warn(warning);
    }
    for (const auto& problem : found.problems) {
        context.print(text_of(problem));
    }
}

config::flags flags_of(const global_options& options) {
    const auto given = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(text);
    };
    config::flags flags;
    flags.environment = given(options.environment);
    flags.file = given(options.config_file);
    flags.env_file = given(options.env_file);
    return flags;
}

std::string environments_text(const config::checked& found) {
    return found.environments.empty()
               ? "no environment"
               : fmt::format("environments {}", fmt::join(found.environments, ", "));
}

} // namespace

runner setup_config_check(flag_set&) {
    return [](context& context) { return run_config_check(context); };
}

exit_code run_config_check(context& context) {
    const auto found = config::check(flags_of(context.options()), process_environment(),
                                     std::filesystem::current_path(), objection_to);
    if (context.options().format) {
        print_rows(context, found);
    } else {
        print_text(context, found);
    }
    context.out().flush();
    if (found.problems.empty()) {
        context.info(fmt::format("no problems in {} ({})", found.file, environments_text(found)));
        return exit_code::done;
    }
    const std::size_t count = found.problems.size();
    throw error(error_kind::config,
                fmt::format("{} {} in {}", count, count == 1 ? "problem" : "problems", found.file));
}

} // namespace dunlin::commands
