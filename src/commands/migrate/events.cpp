// SPDX-License-Identifier: MIT
#include "migrate/messages.hpp"

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

void write_sessions(output::json_writer& json, const std::vector<migrator::session_info>& all) {
    json.begin_array();
    for (const auto& each : all) {
        write_session(json, each);
    }
    json.end_array();
}

std::int64_t whole_milliseconds(std::chrono::microseconds duration) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration).count();
}

} // namespace

migrate_events::migrate_events(context& context) : context_(context), json_(context.out()) {}

output::json_writer& migrate_events::begin(std::string_view event) {
    return json_.begin_object().member("event", event).member("at", format_utc(now()));
}

output::json_writer& migrate_events::begin(std::string_view event,
                                           const migrator::plan_step& what) {
    return begin(event)
        .member("version", what.version())
        .member("direction", migrator::to_string(what.direction));
}

void migrate_events::end() {
    json_.end_object();
    context_.out().flush();
}

void migrate_events::on_plan(const std::vector<migrator::plan_step>& steps) {
    begin("plan").key("versions").begin_array();
    for (const auto& each : steps) {
        json_.value(each.version());
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

void migrate_events::on_begin(const migrator::plan_step& what, std::size_t index,
                              std::size_t total) {
    begin("begin", what)
        .member("description", what.description())
        .member("position", index + 1)
        .member("total", total);
    end();
}

void migrate_events::on_done(const migrator::plan_step& what, std::chrono::microseconds duration,
                             std::size_t steps) {
    begin("done", what).member("duration_ms", whole_milliseconds(duration)).member("steps", steps);
    end();
}

void migrate_events::on_failed(const migrator::plan_step& what, const error& why) {
    begin("failed", what)
        .member("kind", to_string(why.kind()))
        .member("message", config::redact(why.message()))
        .member("sqlstate", why.sqlstate);
    end();
}

void migrate_events::on_step(const migrator::plan_step& what, std::size_t position,
                             std::size_t total, std::string_view statement) {
    begin("step", what)
        .member("position", position)
        .member("total", total)
        .member("statement", statement);
    end();
}

void migrate_events::on_activity(const migrator::plan_step& what,
                                 const migrator::server_activity& now) {
    begin("activity", what)
        .member("elapsed_ms", now.elapsed.count())
        .member("waiting_for", now.waiting_for)
        .key("blockers");
    write_sessions(json_, now.blockers);
    json_.member("phase", now.phase).member("percent", now.percent);
    end();
}

void migrate_events::on_retry(const migrator::plan_step& what, const error& why, int attempt,
                              int attempts, std::chrono::milliseconds pause,
                              const std::vector<migrator::session_info>& blockers) {
    begin("retry", what)
        .member("message", why.message())
        .member("sqlstate", why.sqlstate)
        .member("attempt", attempt)
        .member("attempts", attempts)
        .member("pause_ms", pause.count())
        .key("blockers");
    write_sessions(json_, blockers);
    end();
}

void migrate_events::on_note(std::string_view text) {
    begin("note").member("message", text);
    end();
}

} // namespace dunlin::commands
