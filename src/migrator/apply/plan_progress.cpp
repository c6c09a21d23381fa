// SPDX-License-Identifier: MIT
#include "apply/plan_progress.hpp"

#include "apply/reconnect.hpp"

#include <dunlin/base/summarize.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::migrator {
namespace {

/// Adds to the aftermath what was to be applied after the step that failed.
void add_pending(error& problem, const std::vector<plan_step>& steps, std::size_t failed) {
    std::vector<std::string> versions;
    for (std::size_t i = failed + 1; i < steps.size(); ++i) {
        if (steps[i].direction == direction::up) {
            versions.emplace_back(steps[i].shown_version());
        }
    }
    if (!versions.empty()) {
        problem.aftermath += fmt::format("{}Pending after it: {}; the same command continues.",
                                         problem.aftermath.empty() ? "" : " ", summarize(versions));
    }
}

} // namespace

plan_progress::plan_progress(run_context& run, report& into) : run_(run), report_(into) {}

void plan_progress::add_done(const plan_step& step, std::size_t transactions) {
    const auto now = clock::now();
    // In milliseconds, as ledgers have it.
    const std::chrono::microseconds duration =
        std::exchange(run_.recording.duration, std::nullopt)
            .value_or(std::chrono::ceil<std::chrono::milliseconds>(now - begin_));
    begin_ = now;
    run_.recording.next_rank += has_rank(*run_.ledger, step) ? 1 : 0;
    report_.applied.push_back({std::string(step.version()), std::string(step.description()),
                               step.direction, duration, transactions,
                               std::string(step.shown_version())});
    run_.watcher.on_done(step, duration, transactions);
}

std::vector<outcome> plan_progress::take_back() {
    return std::exchange(report_.applied, {});
}

void plan_progress::restore(std::vector<outcome> done) {
    report_.applied = std::move(done);
}

void plan_progress::describe_in(error& problem, const std::vector<plan_step>& steps,
                                std::size_t failed) const {
    const plan_step& step = steps[failed];
    std::vector<std::string> reverted;
    bool was_to_return = false;
    for (const outcome& outcome : report_.applied) {
        if (outcome.direction == direction::up) {
            problem.applied.push_back(outcome.shown_version);
            continue;
        }
        reverted.push_back(outcome.shown_version);
        was_to_return |= step.direction == direction::up && outcome.version == step.version();
    }
    if (reverted.empty()) {
        add_pending(problem, steps, failed);
        return;
    }
    const std::string gap = problem.aftermath.empty() ? "" : " ";
    problem.aftermath =
        fmt::format("Reverted before this: {}.{}{}", summarize(reverted), gap, problem.aftermath);
    if (was_to_return) {
        problem.aftermath +=
            fmt::format(" To apply {} again, run `dunlin migrate up`.", step.shown_version());
    }
}

void plan_progress::report_failure(const plan_step& step, const error& problem) {
    run_.watcher.on_failed(step, problem);
    record_failure(step, problem);
}

std::string plan_progress::failure_sql(const plan_step& step, const error& problem) const {
    if (run_.ledger->has_journal()) {
        return run_.events.event_sql(*run_.db, "fail", step.version(), problem.message());
    }
    return step.direction == direction::up && step.file != nullptr
               ? run_.ledger->failed_sql(*run_.db, *step.file)
               : "";
}

void plan_progress::record_failure(const plan_step& step, const error& problem) {
    if (!run_.db || !run_.db->is_open() || run_.db->in_transaction() ||
        problem.kind() == error_kind::interrupted) {
        return;
    }
    const std::string sql = failure_sql(step, problem);
    if (sql.empty()) {
        return;
    }
    try {
        run_.db->reset_session();
        run_.db->run_script(sql);
    } catch (const error&) {
        run_.watcher.on_note("the failure could not be recorded in the ledger's events");
    }
}

} // namespace dunlin::migrator
