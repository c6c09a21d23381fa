// SPDX-License-Identifier: MIT
#include "status/status.hpp"

#include "shared/output_values.hpp"
#include "status/json.hpp"
#include "status/report.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace dunlin::commands {
namespace {

using migrator::state;

constexpr std::array all_states{state::applied, state::baseline, state::cosmetic,
                                state::pending, state::outdated, state::out_of_order,
                                state::changed, state::missing,  state::unfinished};

std::string time_of(const migrator::entry& entry, bool local) {
    if (entry.row == nullptr || !is_known(entry.row->applied_at)) {
        return "";
    }
    const auto at = entry.row->applied_at;
    return local ? format_local(at) : format_utc(std::chrono::floor<std::chrono::seconds>(at));
}

output::style style_of_state(std::string_view name) {
    for (const state state : {state::applied, state::baseline, state::cosmetic}) {
        if (name == migrator::to_string(state)) {
            return output::style::good;
        }
    }
    const bool waits =
        name == migrator::to_string(state::pending) || name == migrator::to_string(state::outdated);
    return waits ? output::style::attention : output::style::bad;
}

void write_rows(const migrator::database_status& status, context& context) {
    const output::format kind = context.format(output::format::table);
    const bool for_people = output::is_for_people(kind);
    const bool local = for_people && context.terminals().output.is_terminal;
    output::row_options options = context.row_options();
    options.footer = false;
    const auto writer = output::make_row_writer(kind, context.out(), options);
    using output::value_kind;
    writer->columns({{"version"},
                     {.name = "state", .style_of = style_of_state},
                     {"applied_at", value_kind::text, false, "timestamptz", 1},
                     {"duration_ms", value_kind::number, false, "int8", 2},
                     {"description"},
                     {"file", value_kind::text, false, "text", 3}});
    for (const migrator::entry& entry : status.history.entries) {
        const std::string version(for_people ? entry.shown_version() : entry.version);
        const std::string name(migrator::to_string(entry.state));
        const std::string at = time_of(entry, local);
        const std::string duration =
            entry.row != nullptr ? std::to_string(entry.row->duration_ms) : "";
        const std::string description(for_people ? entry.shown_description() : entry.description);
        const std::string file = entry.file != nullptr ? file_name_of(*entry.file) : "";
        writer->row(std::array<output::cell, 6>{version, name, cell_or_null(at),
                                                cell_or_null(duration), description,
                                                cell_or_null(file)});
    }
    writer->finish();
}

std::string counts_text(const migrator::database_status& status) {
    std::string text;
    for (const state state : all_states) {
        if (const std::size_t count = status.history.count(state); count > 0) {
            std::string name(migrator::to_string(state));
            std::replace(name.begin(), name.end(), '_', ' ');
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
        }
    }
    return text;
}

void print_summary(const migrator::database_status& status, context& context) {
    context.info(fmt::format("{}: {}{}", to_string(context.target()), counts_text(status),
                             status.history.current.empty()
                                 ? ""
                                 : fmt::format("; now at {}", status.history.shown_current())));
    if (status.tool != "dunlin") {
        context.info(fmt::format("the history is in {} ({} format)", status.table, status.tool));
    }
    for (const auto* messages : {&status.limits, &status.files.notes}) {
        for (const std::string& message : *messages) {
            context.info(message);
        }
    }
    for (const auto& problem : migrator::find_problems(status.history)) {
        context.warn(fmt::format("{}{} {}; {}", problem.version,
                                 problem.file.empty() ? "" : " (" + problem.file + ")",
                                 problem.message, problem.resolution));
    }
    for (const migrator::finding& found : migrator::find_never_run(status.files)) {
        const std::string text = fmt::format("{} {}", found.location.file, found.message);
        if (migrator::level_of(found.type) == migrator::finding::level::note) {
            context.info(text);
        } else {
            context.warn(fmt::format("{}; {}", text, found.hint));
        }
    }
}

void record_metrics(const migrator::database_status& status, const context& context) {
    telemetry::migration_metrics* metrics = context.observation().migrations();
    if (metrics == nullptr) {
        return;
    }
    for (const state state : all_states) {
        metrics->states[std::string(migrator::to_string(state))] =
            static_cast<std::int64_t>(status.history.count(state));
    }
    std::int64_t pending = 0;
    for (const state state :
         {state::pending, state::out_of_order, state::outdated, state::unfinished}) {
        pending += static_cast<std::int64_t>(status.history.count(state));
    }
    metrics->pending = pending;
    metrics->current = status.history.current;
}

exit_code code_of(verdict verdict) {
    switch (verdict) {
    case verdict::up_to_date:
        return exit_code::done;
    case verdict::pending:
        return exit_code::pending;
    case verdict::problem:
        return exit_code::history;
    }
    return exit_code::done;
}

/// Whether only the exit code is asked for, as with `grep -q`.
bool prints_nothing(const status_options& options, const context& context) {
    return options.check && context.options().quiet && !context.options().format;
}

} // namespace

runner setup_status(flag_set& flags) {
    auto options = std::make_shared<status_options>();
    flags.add_switch("--check", options->check,
                     "Exit with 3 if migrations are pending, with 4 if the history has a problem");
    add_report_options(flags, options->report);
    add_placeholder_option(flags, *options);
    add_source_options(flags, *options);
    return [options](context& context) { return run_status(*options, context); };
}

exit_code run_status(const status_options& options, context& context) {
    const migrator::settings settings = migrator_settings(options, context);
    const auto status = migrator::status(settings);
    record_metrics(*status, context);
    context.set_ledger_environment(status->recorded.protected_as);
    if (write_report(options.report, context, [&] { return report_of(*status); })) {
        print_summary(*status, context);
    } else if (prints_nothing(options, context)) {
        return code_of(verdict_of(*status));
    } else if (context.format(output::format::table) == output::format::json) {
        write_status_json(*status, context);
    } else {
        write_rows(*status, context);
        if (!context.json()) {
            context.out().flush();
            print_summary(*status, context);
        }
    }
    return options.check ? code_of(verdict_of(*status)) : exit_code::done;
}

} // namespace dunlin::commands
