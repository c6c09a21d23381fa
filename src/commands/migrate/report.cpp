// SPDX-License-Identifier: MIT
#include "migrate/report.hpp"

#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

std::int64_t whole_milliseconds(std::chrono::microseconds duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

void write_outcome(output::json_writer& json, const migrator::outcome& one) {
    json.begin_object()
        .member("version", one.version)
        .member("description", one.description)
        .member("direction", migrator::to_string(one.direction))
        .member("duration_ms", whole_milliseconds(one.duration))
        .member("steps", one.steps)
        .end_object();
}

void write_document(const migrator::report& done, context& context, bool as_event) {
    output::json_writer json(context.out());
    json.begin_object();
    if (as_event) {
        json.member("event", "summary").member("at", format_utc(now()));
    } else {
        json.member("schema", 1);
    }
    write_target(json, context);
    json.member("direction", migrator::to_string(done.direction)).key("applied").begin_array();
    for (const auto& each : done.applied) {
        write_outcome(json, each);
    }
    json.end_array().key("current");
    done.current.empty() ? json.null() : json.value(done.current);
    json.member("pending", done.pending)
        .member("duration_ms", whole_milliseconds(done.duration))
        .end_object();
}

std::size_t count(const migrator::report& done, migrator::direction way) {
    return static_cast<std::size_t>(
        std::count_if(done.applied.begin(), done.applied.end(),
                      [&](const migrator::outcome& each) { return each.direction == way; }));
}

std::string standing(const migrator::report& done) {
    std::string text =
        done.current.empty() ? "no version is applied now" : "now at " + done.current;
    if (done.pending > 0) {
        text += fmt::format(", {} pending", done.pending);
    }
    return text;
}

std::string counted(std::size_t count) {
    return fmt::format("{} migration{}", count, count == 1 ? "" : "s");
}

/// "applied 3 migrations to app@db.example/app (production)".
std::string work_of(const migrator::report& done, const std::string& where) {
    const std::size_t ups = count(done, migrator::direction::up);
    const std::size_t downs = count(done, migrator::direction::down);
    if (downs == 0) {
        return fmt::format("applied {} to {}", counted(ups), where);
    }
    return ups == 0 ? fmt::format("reverted {} in {}", counted(downs), where)
                    : fmt::format("reverted {} and applied {} in {}", counted(downs), ups, where);
}

std::string summary(const migrator::report& done, const std::string& where) {
    if (done.applied.empty()) {
        return fmt::format("nothing to do in {}; {}", where, standing(done));
    }
    const auto slowest =
        std::max_element(done.applied.begin(), done.applied.end(),
                         [](const auto& a, const auto& b) { return a.duration < b.duration; });
    std::string text = work_of(done, where) + " in " + format_duration(done.duration);
    if (done.applied.size() > 1) {
        text +=
            fmt::format(", slowest {} ({})", slowest->version, format_duration(slowest->duration));
    }
    return text + "; " + standing(done);
}

} // namespace

void print_run_report(const migrator::report& done, context& context) {
    if (telemetry::migration_metrics* metrics = context.observation().migrations()) {
        metrics->pending = static_cast<std::int64_t>(done.pending);
        metrics->current = done.current;
    }
    context.set_ledger_environment(done.protected_as);
    if (context.json()) {
        write_document(done, context,
                       context.format(output::format::json) == output::format::ndjson);
        return;
    }
    context.info(summary(done, to_string(context.target())));
}

} // namespace dunlin::commands
