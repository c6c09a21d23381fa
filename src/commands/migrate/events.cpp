// SPDX-License-Identifier: MIT
#include "migrate/events.hpp"

#include "shared/output_values.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/config/redact.hpp>

namespace dunlin::commands {
namespace {

void write_session(output::json_writer& json, const migrator::session_info& session) {
    json.begin_object()
        .member("pid", session.pid)
        .member("user", session.user)
        .member("application", session.application)
        .member("client", session.client)
        .member("state", session.state);
    json.key("since");
    session.since ? json.value(format_utc(*session.since)) : json.null();
    json.member("query", session.query).end_object();
}

void write_sessions(output::json_writer& json,
                    const std::vector<migrator::session_info>& sessions) {
    json.begin_array();
    for (const auto& session : sessions) {
        write_session(json, session);
    }
    json.end_array();
}

} // namespace

migrate_events::migrate_events(context& context) : context_(context), json_(context.out()) {}

output::json_writer& migrate_events::begin(std::string_view event) {
    return json_.begin_object().member("event", event).member("at", format_utc(now()));
}

output::json_writer& migrate_events::begin(std::string_view event,
                                           const migrator::plan_step& step) {
    return begin(event)
        .member("version", step.version())
        .member("direction", migrator::to_string(step.direction));
}

void migrate_events::end() {
    json_.end_object();
    context_.out().flush();
}

void migrate_events::on_plan(const std::vector<migrator::plan_step>& steps) {
    begin("plan").key("versions").begin_array();
    for (const auto& step : steps) {
        json_.value(step.version());
    }
    json_.end_array();
    end();
}

void migrate_events::on_waiting_for_runner(const migrator::session_info& holder,
                                           std::chrono::milliseconds waited) {
    begin("waiting_for_runner").member("waited_ms", waited.count()).key("holder");
    write_session(json_, holder);
    end();
}

void migrate_events::on_begin(const migrator::plan_step& step, std::size_t index,
                              std::size_t total) {
    begin("begin", step)
        .member("description", step.description())
        .member("position", index + 1)
        .member("total", total);
    end();
}

void migrate_events::on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                             std::size_t steps) {
    begin("done", step).member("duration_ms", whole_milliseconds(duration)).member("steps", steps);
    end();
}

void migrate_events::on_failed(const migrator::plan_step& step, const error& problem) {
    begin("failed", step)
        .member("kind", to_string(problem.kind()))
        .member("message", config::redact(problem.message()))
        .member("sqlstate", problem.sqlstate);
    end();
}

void migrate_events::on_step(const migrator::plan_step& step, std::size_t position,
                             std::size_t total, std::string_view statement) {
    begin("step", step)
        .member("position", position)
        .member("total", total)
        .member("statement", statement);
    end();
}

void migrate_events::on_activity(const migrator::plan_step& step,
                                 const migrator::server_activity& activity) {
    begin("activity", step)
        .member("elapsed_ms", activity.elapsed.count())
        .member("waiting_for", activity.waiting_for)
        .key("blockers");
    write_sessions(json_, activity.blockers);
    json_.member("phase", activity.phase).member("percent", activity.percent);
    end();
}

void migrate_events::on_retry(const migrator::plan_step& step, const error& problem, int attempt,
                              int attempts, std::chrono::milliseconds pause,
                              const std::vector<migrator::session_info>& blockers) {
    begin("retry", step)
        .member("message", problem.message())
        .member("sqlstate", problem.sqlstate)
        .member("attempt", attempt)
        .member("attempts", attempts)
        .member("pause_ms", pause.count())
        .key("blockers");
    write_sessions(json_, blockers);
    end();
}

void migrate_events::on_notice(std::string_view version, const sqldb::notice& notice) {
    begin("notice")
        .member("version", text_or_null(std::string(version)))
        .member("severity", notice.severity)
        .member("sqlstate", notice.sqlstate)
        .member("message", context_.without_secrets(notice.message))
        .member("detail", text_or_null(context_.without_secrets(notice.detail)))
        .member("hint", text_or_null(context_.without_secrets(notice.hint)));
    end();
}

void migrate_events::on_note(std::string_view text) {
    begin("note").member("message", text);
    end();
}

} // namespace dunlin::commands
