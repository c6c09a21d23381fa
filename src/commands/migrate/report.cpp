// SPDX-License-Identifier: MIT
#include "migrate/report.hpp"

#include "shared/output_values.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

void write_outcome(output::json_writer& json, const migrator::outcome& outcome) {
    json.begin_object()
        .member("version", outcome.version)
        .member("description", outcome.description)
        .member("direction", migrator::to_string(outcome.direction))
        .member("duration_ms", whole_milliseconds(outcome.duration))
        .member("steps", outcome.steps)
        .end_object();
}

void write_document(const migrator::report& report, context& context, bool as_event) {
    output::json_writer json(context.out());
    json.begin_object();
    if (as_event) {
        json.member("event", "summary").member("at", format_utc(now()));
    } else {
        json.member("schema", 1);
    }
    write_target(json, context);
    json.member("direction", migrator::to_string(report.direction)).key("applied").begin_array();
    for (const auto& outcome : report.applied) {
        write_outcome(json, outcome);
    }
    json.end_array().key("current");
    report.current.empty() ? json.null() : json.value(report.current);
    json.member("pending", report.pending)
        .member("duration_ms", whole_milliseconds(report.duration))
        .end_object();
}

std::size_t count(const migrator::report& report, migrator::direction direction) {
    return static_cast<std::size_t>(std::count_if(
        report.applied.begin(), report.applied.end(),
        [&](const migrator::outcome& outcome) { return outcome.direction == direction; }));
}

std::string state_text(const migrator::report& report) {
    std::string text =
        report.current.empty() ? "no version is applied" : "now at " + report.shown_current;
    if (report.pending > 0) {
        text += fmt::format(", {} pending", report.pending);
    }
    return text;
}

std::string count_migrations(std::size_t count) {
    return fmt::format("{} migration{}", count, count == 1 ? "" : "s");
}

/// "applied 3 migrations to app@db.example/app (production)".
std::string work_text(const migrator::report& report, const std::string& target) {
    const std::size_t ups = count(report, migrator::direction::up);
    const std::size_t downs = count(report, migrator::direction::down);
    if (downs == 0) {
        return fmt::format("applied {} to {}", count_migrations(ups), target);
    }
    return ups == 0 ? fmt::format("reverted {} in {}", count_migrations(downs), target)
                    : fmt::format("reverted {} and applied {} in {}", count_migrations(downs), ups,
                                  target);
}

std::string summary(const migrator::report& report, const std::string& target) {
    if (report.applied.empty()) {
        return fmt::format("nothing to do in {}; {}", target, state_text(report));
    }
    const auto slowest =
        std::max_element(report.applied.begin(), report.applied.end(),
                         [](const auto& a, const auto& b) { return a.duration < b.duration; });
    std::string text = work_text(report, target) + " in " + format_duration(report.duration);
    if (report.applied.size() > 1) {
        text += fmt::format(", slowest {} ({})", slowest->shown_version,
                            format_duration(slowest->duration));
    }
    return text + "; " + state_text(report);
}

output::style style_of(const migrator::report& report) {
    if (report.applied.empty()) {
        return output::style::none;
    }
    return count(report, migrator::direction::down) == 0 ? output::style::good
                                                         : output::style::attention;
}

} // namespace

void print_run_report(const migrator::report& report, context& context) {
    if (telemetry::migration_metrics* metrics = context.observation().migrations()) {
        metrics->pending = static_cast<std::int64_t>(report.pending);
        metrics->current = report.current;
    }
    context.set_ledger_environment(report.protected_as);
    if (context.json()) {
        write_document(report, context,
                       context.format(output::format::json) == output::format::ndjson);
        return;
    }
    context.info(summary(report, to_string(context.target())), style_of(report));
}

} // namespace dunlin::commands
