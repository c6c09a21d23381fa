// SPDX-License-Identifier: MIT
#include "migrate/telemetry.hpp"

#include "migrate/observer.hpp"
#include "shared/safe_failure.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/observation.hpp>
#include <dunlin/sqltext/masked.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <utility>

namespace dunlin::commands {
namespace {

using telemetry::attributes;

std::int64_t number(std::size_t count) {
    return static_cast<std::int64_t>(count);
}

attributes attributes_of(const migrator::session_info& session) {
    return {{"dunlin.blocker.pid", std::int64_t{session.pid}},
            {"dunlin.blocker.user", session.user},
            {"dunlin.blocker.application", session.application}};
}

} // namespace

migrate_telemetry::migrate_telemetry(std::unique_ptr<migrator::observer> inner,
                                     const observation& observation)
    : inner_(std::move(inner)), tracer_(observation.tracer()),
      metrics_(observation.migrations() != nullptr ? *observation.migrations() : unused_metrics_),
      exceptions_(std::uncaught_exceptions()) {
    if (tracer_ != nullptr) {
        tracer_->begin("run", {});
        depth_ = tracer_->depth();
    }
}

migrate_telemetry::~migrate_telemetry() {
    end_wait(runner_since_, metrics_.runner_lock);
    if (tracer_ == nullptr) {
        return;
    }
    end_migration();
    if (std::uncaught_exceptions() > exceptions_) {
        tracer_->fail("run", "the run did not finish");
    }
    tracer_->end();
    tracer_->flush();
}

void migrate_telemetry::on_plan(const std::vector<migrator::plan_step>& steps) {
    end_wait(runner_since_, metrics_.runner_lock);
    if (tracer_ != nullptr) {
        tracer_->describe({"dunlin.run.migrations", number(steps.size())});
    }
    inner_->on_plan(steps);
}

void migrate_telemetry::on_waiting_for_runner(const migrator::session_info& holder,
                                              std::chrono::milliseconds waited) {
    if (!runner_since_) {
        runner_since_ = steady::now() - waited;
        ++metrics_.runner_lock.count;
    }
    if (tracer_ != nullptr) {
        tracer_->add_event("waiting for another runner", attributes_of(holder));
    }
    inner_->on_waiting_for_runner(holder, waited);
}

void migrate_telemetry::on_begin(const migrator::plan_step& step, std::size_t index,
                                 std::size_t total) {
    if (tracer_ != nullptr) {
        end_migration();
        tracer_->begin(
            "migration " + std::string(step.version()),
            {{"dunlin.migration.version", std::string(step.version())},
             {"dunlin.migration.description", std::string(step.description())},
             {"dunlin.migration.direction", std::string(migrator::to_string(step.direction))},
             {"dunlin.migration.position", number(index + 1)}});
    }
    inner_->on_begin(step, index, total);
}

void migrate_telemetry::on_done(const migrator::plan_step& step, std::chrono::microseconds duration,
                                std::size_t steps) {
    end_wait(table_since_, metrics_.table_locks);
    ++metrics_.completed[std::string(migrator::to_string(step.direction))];
    metrics_.duration += duration;
    metrics_.slowest = std::max(metrics_.slowest, duration);
    if (tracer_ != nullptr) {
        tracer_->describe({"dunlin.migration.steps", number(steps)});
        end_migration();
        tracer_->flush();
    }
    inner_->on_done(step, duration, steps);
}

void migrate_telemetry::on_failed(const migrator::plan_step& step, const error& problem) {
    end_wait(table_since_, metrics_.table_locks);
    ++metrics_.failures;
    if (tracer_ != nullptr) {
        tracer_->fail(failure_type(problem), safe_message(problem));
        end_migration();
    }
    inner_->on_failed(step, problem);
}

void migrate_telemetry::on_step(const migrator::plan_step& step, std::size_t position,
                                std::size_t total, std::string_view statement) {
    if (tracer_ != nullptr) {
        tracer_->add_event("step", {{"dunlin.step.position", number(position)},
                                    {"dunlin.step.total", number(total)},
                                    {"db.query.summary", sqltext::mask(statement).operation}});
    }
    inner_->on_step(step, position, total, statement);
}

void migrate_telemetry::on_activity(const migrator::plan_step& step,
                                    const migrator::server_activity& activity) {
    if (activity.blockers.empty()) {
        end_wait(table_since_, metrics_.table_locks);
    } else if (!table_since_) {
        table_since_ = steady::now();
        ++metrics_.table_locks.count;
        if (tracer_ != nullptr) {
            tracer_->add_event("waiting for a table's lock",
                               {{"dunlin.lock.wanted", activity.waiting_for},
                                {"dunlin.lock.blockers", describe(activity.blockers)}});
        }
    }
    inner_->on_activity(step, activity);
}

void migrate_telemetry::on_retry(const migrator::plan_step& step, const error& problem, int attempt,
                                 int attempts, std::chrono::milliseconds pause,
                                 const std::vector<migrator::session_info>& blockers) {
    end_wait(table_since_, metrics_.table_locks);
    ++metrics_.retries;
    if (tracer_ != nullptr) {
        tracer_->add_event("retry", {{"error.type", failure_type(problem)},
                                     {"dunlin.retry.attempt", std::int64_t{attempt}},
                                     {"dunlin.retry.pause_ms", std::int64_t{pause.count()}},
                                     {"dunlin.lock.blockers", describe(blockers)}});
    }
    inner_->on_retry(step, problem, attempt, attempts, pause, blockers);
}

void migrate_telemetry::on_notice(std::string_view version, const sqldb::notice& notice) {
    inner_->on_notice(version, notice);
}

void migrate_telemetry::on_note(std::string_view text) {
    if (tracer_ != nullptr) {
        tracer_->add_event(std::string(text), {});
    }
    inner_->on_note(text);
}

void migrate_telemetry::end_migration() {
    while (tracer_->depth() > depth_) {
        tracer_->end();
    }
}

void migrate_telemetry::end_wait(std::optional<steady::time_point>& since,
                                 telemetry::lock_waits& waits) {
    if (const auto begin = std::exchange(since, std::nullopt)) {
        waits.duration +=
            std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - *begin);
    }
}

} // namespace dunlin::commands
