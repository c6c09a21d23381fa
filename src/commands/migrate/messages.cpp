// SPDX-License-Identifier: MIT
#include "migrate/messages.hpp"

#include "migrate/observer.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::commands {
namespace {

std::string name_of(const migrator::plan_step& step) {
    const std::string_view description = step.shown_description();
    return description.empty() ? std::string(step.shown_version())
                               : fmt::format("{}  {}", step.shown_version(), description);
}

/// A statement as one line, cut at a word.
std::string shorten(std::string_view statement) {
    constexpr std::size_t max_width = 60;
    std::string line;
    for (const char c : statement) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!is_blank || (!line.empty() && line.back() != ' ')) {
            line += is_blank ? ' ' : c;
        }
    }
    const std::string safe = output::safe_text(line);
    std::string_view rest = safe;
    const std::string start(output::remove_words(rest, max_width));
    return rest.empty() ? start : start + " ...";
}

std::string activity_text(const migrator::server_activity& activity) {
    if (!activity.waiting_for.empty()) {
        return "waiting for " + activity.waiting_for;
    }
    if (!activity.phase.empty()) {
        return activity.percent ? fmt::format("{}, {:.0f} %", activity.phase, *activity.percent)
                                : activity.phase;
    }
    return "";
}

/// What each session does and how to end it, as further lines of a message.
std::string remedies(const std::vector<migrator::session_info>& sessions) {
    std::string text;
    for (const auto& session : sessions) {
        if (!session.query.empty()) {
            text += fmt::format("\n  pid {} {}: {}", session.pid,
                                session.state == "active" ? "runs" : "last ran",
                                shorten(session.query));
        }
        if (!session.termination().empty()) {
            text += "\n  to end it: " + session.termination();
        }
    }
    return text;
}

} // namespace

migrate_messages::migrate_messages(context& context) : context_(context), status_(context) {}
migrate_messages::~migrate_messages() = default;

void migrate_messages::on_plan(const std::vector<migrator::plan_step>& steps) {
    status_.expect(static_cast<std::int64_t>(steps.size()));
}

void migrate_messages::on_waiting_for_runner(const migrator::session_info& holder,
                                             std::chrono::milliseconds waited) {
    const bool is_known = std::exchange(last_runner_, holder.pid) == holder.pid;
    if (!is_known) {
        status_.begin("Waiting for another runner");
    }
    context_.info(fmt::format("waiting for another runner: {}{}{}", holder.describe(),
                              waited.count() >= 1000 ? ", for " + format_duration(waited) : "",
                              is_known ? "" : remedies({holder})));
}

void migrate_messages::on_begin(const migrator::plan_step& step, std::size_t, std::size_t) {
    last_holders_.clear();
    version_ = step.version();
    shown_version_ = step.shown_version();
    status_.begin(fmt::format("{} {}",
                              step.direction == migrator::direction::up ? "Applying" : "Reverting",
                              shown_version_));
}

void migrate_messages::on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                               std::size_t steps) {
    status_.complete(++completed_);
    const bool is_up = step.direction == migrator::direction::up;
    context_.info(fmt::format("{} {}  ({}{})", is_up ? "applied" : "reverted", name_of(step),
                              format_duration(duration),
                              steps > 1 ? fmt::format(" in {} steps", steps) : ""),
                  is_up ? output::style::good : output::style::attention);
}

void migrate_messages::on_step(const migrator::plan_step&, std::size_t position, std::size_t total,
                               std::string_view statement) {
    status_.set_part(fmt::format("step {} of {}, {}", position, total, shorten(statement)));
}

void migrate_messages::on_statement(const migrator::plan_step&, std::size_t position,
                                    std::size_t total) {
    status_.set_part(fmt::format("statement {} of {}", position, total));
}

bool migrate_messages::shows_progress() const {
    return context_.terminals().progress;
}

void migrate_messages::on_activity(const migrator::plan_step& step,
                                   const migrator::server_activity& activity) {
    const std::string text = activity_text(activity);
    status_.set_activity(text);
    const std::string holders = describe(activity.blockers);
    if (!holders.empty() && holders != last_holders_) {
        context_.info(fmt::format("{}: {}, held by {}{}", step.shown_version(), text, holders,
                                  remedies(activity.blockers)));
        last_holders_ = holders;
    }
}

void migrate_messages::on_retry(const migrator::plan_step& step, const error& problem, int attempt,
                                int attempts, std::chrono::milliseconds pause,
                                const std::vector<migrator::session_info>& blockers) {
    status_.set_activity("waiting to try again");
    context_.info(fmt::format("{}: {}{}; retrying in {} ({} of {})", step.shown_version(),
                              problem.message(),
                              blockers.empty() || describe(blockers) == last_holders_
                                  ? ""
                                  : ", blocked by " + describe(blockers),
                              format_duration(pause), attempt, attempts));
}

void migrate_messages::on_notice(std::string_view version, const sqldb::notice& notice) {
    context_.report_notice(notice, version == version_ ? shown_version_ : version);
}

void migrate_messages::on_note(std::string_view text) {
    context_.info(text);
}

} // namespace dunlin::commands
