// SPDX-License-Identifier: MIT
#include "migrate/messages.hpp"

#include "migrate/observer.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

std::string name_of(const migrator::plan_step& step) {
    const std::string_view description = step.shown_description();
    return description.empty() ? std::string(step.shown_version())
                               : fmt::format("{}  {}", step.shown_version(), description);
}

/// The first line of a statement, cut for a progress line.
std::string shorten(std::string_view statement) {
    constexpr std::size_t max_length = 60;
    std::string line(statement.substr(0, statement.find('\n')));
    if (line.size() > max_length) {
        line.resize(max_length);
        line += "...";
    }
    return line;
}

std::string activity_text(const migrator::server_activity& activity) {
    std::string text;
    if (!activity.blockers.empty()) {
        text = fmt::format("waiting for {} held by {}", activity.waiting_for,
                           describe(activity.blockers));
    } else if (!activity.phase.empty()) {
        text = activity.percent ? fmt::format("{}, {:.0f} %", activity.phase, *activity.percent)
                                : activity.phase;
    } else if (!activity.waiting_for.empty()) {
        text = "waiting for " + activity.waiting_for;
    }
    return text;
}

} // namespace

migrate_messages::migrate_messages(context& context) : context_(context) {}
migrate_messages::~migrate_messages() = default;

void migrate_messages::print(const std::string& text) {
    if (progress_) {
        progress_->clear();
    }
    context_.info(text);
}

void migrate_messages::on_plan(const std::vector<migrator::plan_step>& steps) {
    progress_ = context_.progress("", "migrations", static_cast<std::int64_t>(steps.size()));
}

void migrate_messages::on_waiting_for_runner(const migrator::session_info& holder,
                                             std::chrono::milliseconds waited) {
    print(fmt::format("waiting for another runner: {}{}", holder.describe(),
                      waited.count() >= 1000 ? ", for " + format_duration(waited) : ""));
}

void migrate_messages::on_begin(const migrator::plan_step& step, std::size_t, std::size_t) {
    last_wait_.clear();
    progress_->label(
        fmt::format("{} {}", step.direction == migrator::direction::up ? "Applying" : "Reverting",
                    step.shown_version()));
}

void migrate_messages::on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                               std::size_t steps) {
    print(fmt::format("{} {}  ({}{})",
                      step.direction == migrator::direction::up ? "applied" : "reverted",
                      name_of(step), format_duration(duration),
                      steps > 1 ? fmt::format(" in {} steps", steps) : ""));
    progress_->update(++completed_);
}

void migrate_messages::on_step(const migrator::plan_step& step, std::size_t position,
                               std::size_t total, std::string_view statement) {
    progress_->label(fmt::format("{} step {} of {}: {}", step.shown_version(), position, total,
                                 shorten(statement)));
}

void migrate_messages::on_activity(const migrator::plan_step& step,
                                   const migrator::server_activity& activity) {
    const std::string text = activity_text(activity);
    if (text.empty()) {
        return;
    }
    if (progress_) {
        progress_->label(fmt::format("{} {}: {}", step.shown_version(),
                                     format_duration(activity.elapsed), text));
    }
    // Without a progress line the blockers are printed once.
    if (!activity.blockers.empty() && text != last_wait_) {
        print(fmt::format("{}: {}", step.shown_version(), text));
        for (const auto& blocker : activity.blockers) {
            if (!blocker.query.empty()) {
                context_.debug(fmt::format("pid {}, current or last statement: {}", blocker.pid,
                                           shorten(blocker.query)));
            }
        }
        last_wait_ = text;
    }
}

void migrate_messages::on_retry(const migrator::plan_step& step, const error& problem, int attempt,
                                int attempts, std::chrono::milliseconds pause,
                                const std::vector<migrator::session_info>& blockers) {
    print(fmt::format("{}: {}{}; retrying in {} ({} of {})", step.shown_version(),
                      problem.message(),
                      blockers.empty() ? "" : ", blocked by " + describe(blockers),
                      format_duration(pause), attempt, attempts));
}

void migrate_messages::on_note(std::string_view text) {
    print(std::string(text));
}

} // namespace dunlin::commands
