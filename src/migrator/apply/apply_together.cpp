// SPDX-License-Identifier: MIT
#include "apply/apply_together.hpp"

#include "apply/apply.hpp"
#include "apply/hooks.hpp"
#include "apply/message.hpp"
#include "apply/preconditions.hpp"
#include "apply/reconnect.hpp"
#include "apply/recording_script.hpp"
#include "lock/activity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace dunlin::migrator {
namespace {

/// Between the versioned ones and the first repeatable one; part of the transaction once it is
/// open.
void run_hooks_between(run_context& run, direction direction, bool is_open) {
    for (const hook::time when : {hook::time::after_versioned, hook::time::before_repeatable}) {
        is_open ? run_hooks_within(run, when, direction) : run_hooks(run, when, direction);
    }
}

bool is_part_of_transaction(const hook& hook, const std::vector<plan_step>& steps) {
    const auto when = hook.when;
    return when == hook::time::before_each || when == hook::time::after_each ||
           (has_repeatable(steps) &&
            (when == hook::time::after_versioned || when == hook::time::before_repeatable));
}

void refuse_if_in_steps(const prepared_script& script, const char* hint) {
    if (script.run_as == prepared_script::manner::steps) {
        throw error(
            error_kind::usage,
            fmt::format(
                "{} cannot run in a transaction, so the migrations cannot run in a single one",
                script.version))
            .with_hint(hint);
    }
}

void send_step(run_context& run, const planned_work& work, std::size_t index) {
    const plan_step& step = work.steps[index];
    const prepared_script& script = work.scripts[index];
    const bool is_first = index == 0;
    const bool is_last = index + 1 == work.steps.size();
    run.watcher.on_begin(step, index, work.steps.size());
    const watched_message watched(*run.activity, step);
    if (begins_repeatable(work.steps, index)) {
        run_hooks_between(run, script.direction, !is_first);
    }
    begin_attempt(run);
    const bool has_hooks = has_each_hooks(run.files, script.direction);
    if (!has_hooks && script.run_as != prepared_script::manner::parts) {
        send_message(run, compose(run, script, record_sql(run, step, script), {is_first, is_last}),
                     script);
        return;
    }
    std::size_t ignored = 0;
    run.db->run_script(run_comment(run.locks, script) + (is_first
                                                             ? opening_sql(run, script, ignored)
                                                             : limits_sql(run, script, ignored)));
    if (has_hooks) {
        send_with_hooks(run, script);
    } else {
        send_parts(run, script, 0, script.statements.size());
        send_verify(run, script);
    }
    run_recording_script(run, closing_sql(run, script, record_sql(run, step, script), is_last));
}

bool is_out_of_time(const error& problem) {
    return problem.kind() == error_kind::interrupted || problem.kind() == error_kind::timed_out;
}

/// How the transaction ended; nullopt when it could not be found out.
std::optional<ending> ending_after(run_context& run, const planned_work& work,
                                   const error& problem) {
    if (!is_lost(run, problem)) {
        return ending::undone;
    }
    return is_out_of_time(problem) ? find_ending_quickly(run, work.steps.back())
                                   : find_ending(run, work.steps.back());
}

/// The transaction was committed although its answer did not arrive.
void add_committed(run_context& run, const planned_work& work, const error& problem,
                   std::vector<outcome> sent, plan_progress& progress) {
    run.watcher.on_note("the transaction was committed");
    if (is_out_of_time(problem)) {
        reconnect_after(run, work.steps.back());
    }
    const std::size_t first_unreported = sent.size();
    progress.restore(std::move(sent));
    for (std::size_t i = first_unreported; i < work.steps.size(); ++i) {
        progress.add_done(work.steps[i], 1);
    }
}

void describe_ending(const run_context& run, std::optional<ending> found, error& problem) {
    if (!found) {
        problem.aftermath = "It is unknown whether the transaction was committed.";
        problem.with_hint(ask_later);
        return;
    }
    problem.aftermath =
        found == ending::committed
            ? "The transaction was committed."
            : "Everything was rolled back: all migrations were to run in one transaction.";
    throw_if_cancelled_for_lock(run, problem);
}

} // namespace

void refuse_steps(const run_context& run, const planned_work& work) {
    for (const prepared_script& script : work.scripts) {
        refuse_if_in_steps(script,
                           "omit --single-transaction, or stop before this migration with --to");
    }
    for (const prepared_hook& hook : run.hooks) {
        if (!work.steps.empty() && hook.definition->direction == work.direction() &&
            is_part_of_transaction(*hook.definition, work.steps)) {
            refuse_if_in_steps(hook.script, "omit --single-transaction");
        }
    }
}

void apply_together(run_context& run, const planned_work& work, plan_progress& progress) {
    refuse_preconditions(work.steps);
    progress.begin_step();
    std::size_t index = 0;
    try {
        for (; index < work.steps.size(); ++index) {
            send_step(run, work, index);
            progress.add_done(work.steps[index], 1);
        }
    } catch (error& problem) {
        std::vector<outcome> sent = progress.take_back();
        const auto found = ending_after(run, work, problem);
        if (found == ending::committed && problem.kind() != error_kind::interrupted) {
            add_committed(run, work, problem, std::move(sent), progress);
            return;
        }
        roll_back_after(run, problem);
        describe_ending(run, found, problem);
        progress.report_failure(work.steps[std::min(index, work.steps.size() - 1)], problem);
        throw;
    }
}

} // namespace dunlin::migrator
