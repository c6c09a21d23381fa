// SPDX-License-Identifier: MIT
#include "query/query.hpp"

#include "query/run.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

/// Handles "--explain", "--explain analyze" and "--explain 'SELECT ...'", where the argument after
/// the option is the query.
void read_explain(query_options& options, const std::string& word) {
    options.explain = word == "analyze" ? explanation::analyze : explanation::plan;
    if (word.empty() || word == "analyze") {
        return;
    }
    if (!options.sql.empty()) {
        throw invalid_value("--explain", word, "write --explain or --explain analyze");
    }
    options.sql = word;
}

std::chrono::microseconds read_pause(const std::string& text) {
    const auto pause = parse_duration(text, std::chrono::seconds(1));
    if (!pause || pause->count() == 0) {
        throw invalid_value("--watch", text, "write seconds, or a duration as 500ms or 1min");
    }
    return *pause;
}

void refuse_combinations(const query_options& options, context& context) {
    const auto format = context.format(output::format::table);
    if (options.no_header && format != output::format::table && format != output::format::csv &&
        format != output::format::markdown) {
        throw error(error_kind::usage,
                    fmt::format("--no-header cannot be used with {}", to_string(format)))
            .with_hint("use --format table, csv or markdown");
    }
    if (!options.watch) {
        return;
    }
    if (options.write || !options.output_file.empty()) {
        throw error(error_kind::usage, "--watch cannot be used with --write or --output");
    }
    if (format == output::format::json || format == output::format::csv) {
        throw error(
            error_kind::usage,
            fmt::format("--watch cannot print {}, which is a single document", to_string(format)))
            .with_hint("use --format ndjson");
    }
}

} // namespace

runner setup_query(flag_set& flags) {
    auto options = std::make_shared<query_options>();
    auto explain = std::make_shared<std::optional<std::string>>();
    flags.add("sql", options->sql, "SQL statements (default: read from --file or standard input)")
        .value_name("SQL");
    flags.add("-f,--file", options->file, "Read the statements from FILE (-: standard input)")
        .value_name("FILE");
    flags.add("-p,--param", options->parameters, "Value of the parameter :NAME (repeatable)")
        .value_name("NAME=VALUE")
        .repeatable();
    flags
        .add("--params", options->parameters_file,
             "Read parameter values from a JSON object in FILE")
        .value_name("FILE");
    flags.add_switch("-w,--write", options->write,
                     "Allow the statements to change data, and commit them");
    flags
        .add("--output", options->output_file,
             "Write the rows to FILE, which is replaced when complete")
        .value_name("FILE");
    flags
        .on_value(
            "--explain", [explain](const std::string& word) { *explain = word; },
            "Show the query plan; with analyze, run the statement and show timings")
        .value_name("[analyze]")
        .value_optional();
    flags
        .on_value(
            "--watch", [options](const std::string& text) { options->watch = read_pause(text); },
            "Repeat the statements every SECONDS until interrupted")
        .value_name("SECONDS");
    flags
        .add("--time-zone", options->time_zone,
             "Time zone of the session, such as Europe/Berlin (default: UTC)")
        .value_name("ZONE");
    flags.add_switch("--no-header", options->no_header,
                     "Print rows only, without column names and row count (table, csv, markdown)");
    flags.add_switch("--no-pager", options->no_pager, "Do not start a pager");
    flags.add("--max-rows", options->max_rows, "Stop after COUNT rows (default: no limit)")
        .value_name("COUNT")
        .positive();
    return [options, explain](context& context) {
        if (*explain) {
            read_explain(*options, **explain);
        }
        refuse_combinations(*options, context);
        return run_query(*options, context);
    };
}

exit_code run_query(const query_options& options, context& context) {
    query_run query(options, context);
    if (options.watch) {
        query.run_repeatedly(*options.watch);
    } else {
        query.run_once();
    }
    return exit_code::done;
}

} // namespace dunlin::commands
