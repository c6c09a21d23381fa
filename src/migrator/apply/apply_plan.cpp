// SPDX-License-Identifier: MIT
#include "apply/apply_plan.hpp"

#include "apply/apply.hpp"
#include "apply/apply_together.hpp"
#include "apply/hooks.hpp"
#include "apply/plan_progress.hpp"
#include "apply/preconditions.hpp"
#include "apply/prepared_record.hpp"
#include "ledger/tools.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_failure_ignored(const plan_step& step, const error& problem) {
    return step.file != nullptr && step.file->may_fail && step.direction == direction::up &&
           problem.kind() != error_kind::interrupted && problem.kind() != error_kind::connection &&
           problem.kind() != error_kind::in_doubt && problem.kind() != error_kind::locked;
}

/// Queries the preconditions of a step, and records it without running it where they say so. True:
/// its script is to run.
bool is_to_run(run_context& run, const plan_step& step, const prepared_script& script,
               plan_progress& progress) {
    const verdict found = check_preconditions(*run.db, step, run.watcher);
    if (found == verdict::record_only) {
        record_without_running(run, step, script);
        progress.add_done(step, 1);
    }
    return found == verdict::run;
}

/// A script that works on its tool's own table needs the history to be kept there.
void suggest_ledger(const run_context& run, error& problem) {
    const std::string& tool = run.files.format;
    if (problem.kind() != error_kind::undefined_table || run.ledger->tool() == tool) {
        return;
    }
    const auto tools = known_tools();
    const auto found = std::find_if(tools.begin(), tools.end(), [&](const ledger_tool& known) {
        const std::size_t dot = known.table.find('.');
        return known.name == tool &&
               problem.message().find(known.table.substr(dot == known.table.npos ? 0 : dot + 1)) !=
                   std::string::npos;
    });
    if (found != tools.end()) {
        problem.with_hint(fmt::format(
            "that is the table of {0}: keep the history in it with --ledger {0}{1}", tool,
            run.recording.next_rank == 1 && problem.applied.empty()
                ? ""
                : fmt::format(", after `dunlin migrate adopt --back --from {}`", tool)));
    }
}

void apply_step(run_context& run, const planned_work& work, std::size_t index,
                plan_progress& progress) {
    const plan_step& step = work.steps[index];
    if (begins_repeatable(work.steps, index)) {
        run_hooks(run, hook::time::after_versioned, step.direction);
        run_hooks(run, hook::time::before_repeatable, step.direction);
    }
    if (is_to_run(run, step, work.scripts[index], progress)) {
        progress.add_done(step, apply(run, step, work.scripts[index]));
    }
}

void apply_one_by_one(run_context& run, const planned_work& work, plan_progress& progress) {
    prepare_record(run, work.scripts);
    for (std::size_t i = 0; i < work.steps.size(); ++i) {
        const plan_step& step = work.steps[i];
        run.watcher.on_begin(step, i, work.steps.size());
        progress.begin_step();
        try {
            apply_step(run, work, i, progress);
        } catch (error& problem) {
            if (is_failure_ignored(step, problem)) {
                run.watcher.on_note(
                    fmt::format("{} failed and stays pending, because its failures are ignored: {}",
                                step.version(), problem.message()));
                continue;
            }
            progress.describe_in(problem, work.steps, i);
            suggest_ledger(run, problem);
            if (problem.kind() != error_kind::interrupted) {
                run_failure_hooks(run, hook::time::after_each_failed, step.direction);
            }
            progress.report_failure(step, problem);
            throw;
        }
    }
}

void run_last_hooks(run_context& run, const planned_work& work, const report& done) {
    try {
        if (!work.steps.empty()) {
            run_hooks(run, hook::time::after_applied, work.direction());
        }
        run_hooks(run, hook::time::after_run, work.direction());
    } catch (error& problem) {
        for (const outcome& outcome : done.applied) {
            problem.applied.push_back(outcome.shown_version);
        }
        throw;
    }
}

} // namespace

bool has_hooks_without_work(const run_context& run, const planned_work& work) {
    return work.run_direction == direction::up && work.steps.empty() &&
           (has_hooks(run.files, hook::time::before_run, direction::up) ||
            has_hooks(run.files, hook::time::after_versioned, direction::up) ||
            has_hooks(run.files, hook::time::after_run, direction::up));
}

void apply_plan(run_context& run, const planned_work& work, bool in_one_transaction, report& into) {
    try {
        if (!work.steps.empty()) {
            run.watcher.on_plan(work.steps);
            plan_progress progress(run, into);
            in_one_transaction ? apply_together(run, work, progress)
                               : apply_one_by_one(run, work, progress);
        }
        if (!has_repeatable(work.steps)) {
            run_hooks(run, hook::time::after_versioned, work.direction());
        }
    } catch (const error& problem) {
        if (problem.kind() != error_kind::interrupted) {
            run_failure_hooks(run, hook::time::after_failed, work.direction());
        }
        throw;
    }
    run_last_hooks(run, work, into);
}

} // namespace dunlin::migrator
