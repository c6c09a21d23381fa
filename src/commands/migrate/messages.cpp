// SPDX-License-Identifier: MIT
#include "migrate/messages.hpp"

#include "migrate/telemetry.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

std::string name_of(const migrator::plan_step& what) {
    const std::string_view description = what.description();
    return description.empty() ? std::string(what.version())
                               : fmt::format("{}  {}", what.version(), description);
}

std::string list(const std::vector<migrator::session_info>& sessions) {
    std::string made;
    for (const auto& each : sessions) {
        made += (made.empty() ? "" : "; ") + each.describe();
    }
    return made;
}

/// The first line of a statement, short enough for a bar.
std::string gist(std::string_view statement) {
    constexpr std::size_t longest = 60;
    std::string line(statement.substr(0, statement.find('\n')));
    if (line.size() > longest) {
        line.resize(longest);
        line += "...";
    }
    return line;
}

std::string activity_text(const migrator::server_activity& now) {
    std::string text;
    if (!now.blockers.empty()) {
        text = fmt::format("waiting for {} held by {}", now.waiting_for, list(now.blockers));
    } else if (!now.phase.empty()) {
        text = now.percent ? fmt::format("{}, {:.0f} %", now.phase, *now.percent) : now.phase;
    } else if (!now.waiting_for.empty()) {
        text = "waiting for " + now.waiting_for;
    }
    return text;
}

} // namespace

migrate_messages::migrate_messages(context& context) : context_(context) {}
migrate_messages::~migrate_messages() = default;

void migrate_messages::say(const std::string& text) {
    if (bar_) {
        bar_->clear();
    }
    context_.info(text);
}

void migrate_messages::on_plan(const std::vector<migrator::plan_step>& steps) {
    bar_ = context_.progress("", "migrations", static_cast<std::int64_t>(steps.size()));
}

void migrate_messages::on_waiting_for_runner(const migrator::session_info& holder,
                                             std::chrono::milliseconds waited) {
    say(fmt::format("waiting for another runner: {}{}", holder.describe(),
                    waited.count() >= 1000 ? ", for " + format_duration(waited) : ""));
}

void migrate_messages::on_begin(const migrator::plan_step& what, std::size_t, std::size_t) {
    last_wait_.clear();
    bar_->label(fmt::format("{} {}",
                            what.direction == migrator::direction::up ? "Applying" : "Reverting",
                            what.version()));
}

void migrate_messages::on_done(const migrator::plan_step& what, std::chrono::microseconds duration,
                               std::size_t steps) {
    say(fmt::format("{} {}  ({}{})",
                    what.direction == migrator::direction::up ? "applied" : "reverted",
                    name_of(what), format_duration(duration),
                    steps > 1 ? fmt::format(" in {} steps", steps) : ""));
    bar_->update(++done_);
}

void migrate_messages::on_step(const migrator::plan_step& what, std::size_t position,
                               std::size_t total, std::string_view statement) {
    bar_->label(
        fmt::format("{} step {} of {}: {}", what.version(), position, total, gist(statement)));
}

void migrate_messages::on_activity(const migrator::plan_step& what,
                                   const migrator::server_activity& now) {
    const std::string text = activity_text(now);
    if (text.empty()) {
        return;
    }
    if (bar_) {
        bar_->label(fmt::format("{} {}: {}", what.version(), format_duration(now.elapsed), text));
    }
    // In a pipe there is no bar: whoever blocks is said once.
    if (!now.blockers.empty() && text != last_wait_) {
        say(fmt::format("{}: {}", what.version(), text));
        for (const auto& each : now.blockers) {
            if (!each.query.empty()) {
                context_.debug(fmt::format("pid {}, current or last statement: {}", each.pid,
                                           gist(each.query)));
            }
        }
        last_wait_ = text;
    }
}

void migrate_messages::on_retry(const migrator::plan_step& what, const error& why, int attempt,
                                int attempts, std::chrono::milliseconds pause,
                                const std::vector<migrator::session_info>& blockers) {
    say(fmt::format("{}: {}{}; retrying in {} ({} of {})", what.version(), why.message(),
                    blockers.empty() ? "" : ", blocked by " + list(blockers),
                    format_duration(pause), attempt, attempts));
}

void migrate_messages::on_note(std::string_view text) {
    say(std::string(text));
}

namespace {

std::unique_ptr<migrator::observer> observer_of_format(context& context) {
    switch (context.format(output::format::table)) {
    case output::format::ndjson:
        return std::make_unique<migrate_events>(context);
    case output::format::json:
        // stderr is for one JSON document then, should there be an error.
        return std::make_unique<migrator::observer>();
    default:
        return std::make_unique<migrate_messages>(context);
    }
}

} // namespace

std::unique_ptr<migrator::observer> make_observer(context& context) {
    auto told = observer_of_format(context);
    const observation& seen = context.observation();
    if (seen.tracer() == nullptr && seen.migrations() == nullptr) {
        return told;
    }
    return std::make_unique<migrate_telemetry>(std::move(told), seen);
}

} // namespace dunlin::commands
