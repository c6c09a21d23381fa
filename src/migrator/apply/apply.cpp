// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"

#include "apply/attempts.hpp"
#include "apply/failure.hpp"
#include "apply/hooks.hpp"
#include "apply/prepared_record.hpp"
#include "apply/reconnect.hpp"
#include "apply/recording_script.hpp"
#include "lock/activity.hpp"
#include "lock/runner_lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

std::size_t run_once(run_context& run, const plan_step& step, const prepared_script& script) {
    const watched_message watched(*run.activity, step);
    begin_attempt(run);
    const bool in_steps = script.run_as == prepared_script::manner::steps;
    if (!in_steps && has_each_hooks(run.files, script.direction)) {
        return apply_with_hooks(run, step, script);
    }
    switch (script.run_as) {
    case prepared_script::manner::message:
        return apply_as_message(run, step, script);
    case prepared_script::manner::parts:
        return apply_in_parts(run, step, script);
    case prepared_script::manner::steps:
        return apply_in_steps(run, step, script);
    }
    return 0;
}

std::string kept_part(const run_context& run, const prepared_script& script) {
    if (script.run_as != prepared_script::manner::steps) {
        return nothing_kept(script);
    }
    const auto done = static_cast<std::size_t>(std::count_if(
        run.recording.steps.begin(), run.recording.steps.end(), [&](const step_row& step) {
            return step.done && step.version == script.version &&
                   step.direction == script.direction;
        }));
    if (done == 0) {
        return fmt::format(
            "Migration {1}: 0 of {0} steps completed; `dunlin migrate {2}` starts with the first.",
            script.steps.size(), script.version, to_string(script.direction));
    }
    return fmt::format(
        "Migration {2}: {0} of {1} steps completed; `dunlin migrate {3}` resumes after the completed steps.",
        done, script.steps.size(), script.version, to_string(script.direction));
}

/// Adds how the migration ended to an error of a run that has no time left to go on.
void describe_ending(const run_context& run, std::optional<ending> found,
                     const prepared_script& script, error& problem) {
    if (!found) {
        problem.with_hint(ask_later);
    }
    problem.aftermath =
        !found ? fmt::format("It is unknown whether {} was committed.", script.shown_version())
        : found == ending::committed ? fmt::format("{} was committed.", script.shown_version())
                                     : kept_part(run, script);
}

/// The server has answered that the statement was cancelled, unless the session was given up.
[[noreturn]] void stop(run_context& run, const plan_step& step, const prepared_script& script,
                       error problem) {
    const bool answered = run.db && run.db->is_open();
    run.db.reset();
    describe_ending(run, answered ? std::optional(ending::undone) : find_ending_quickly(run, step),
                    script, problem);
    throw problem;
}

void report_committed(run_context& run, const prepared_script& script) {
    run.watcher.on_note(fmt::format("{} was committed", script.shown_version()));
}

/// The server answered neither in time nor to the cancel request. Returns when the migration was
/// committed after all.
void settle_timed_out(run_context& run, const plan_step& step, const prepared_script& script,
                      error problem) {
    const auto found = find_ending_quickly(run, step);
    if (found == ending::committed) {
        report_committed(run, script);
        reconnect_after(run, step);
        return;
    }
    describe_ending(run, found, script, problem);
    throw problem;
}

/// Returns when the migration was committed after all.
void settle_lost(run_context& run, const plan_step& step, const prepared_script& script,
                 const error& problem) {
    if (problem.kind() == error_kind::timed_out) {
        settle_timed_out(run, step, script, problem);
        return;
    }
    if (find_ending(run, step) == ending::committed) {
        report_committed(run, script);
        return;
    }
    error lost(error_kind::connection, fmt::format("the connection was lost during {}: {}",
                                                   script.version, problem.message()));
    // The hint of a timeout names it; without a change it would end every other run as well.
    lost.with_hint(problem.sqlstate == "25P04" ? problem.hint() : "run the same command again");
    lost.sqlstate = problem.sqlstate;
    lost.aftermath = kept_part(run, script);
    throw lost;
}

/// The script itself, with the hooks that share its transaction.
std::size_t apply_script(run_context& run, const plan_step& step, const prepared_script& script) {
    attempts attempts(run, step);
    while (true) {
        try {
            return run_once(run, step, script);
        } catch (error& problem) {
            if (problem.kind() == error_kind::interrupted) {
                stop(run, step, script, problem);
            }
            if (is_lost(run, problem)) {
                settle_lost(run, step, script, problem);
                return 1;
            }
            roll_back_after(run, problem);
            if (forget_lost_record(run, problem)) {
                continue;
            }
            if (problem.aftermath.empty()) {
                problem.aftermath = kept_part(run, script);
            }
            throw_if_cancelled_for_lock(run, problem);
            if (!attempts.wait_for_next(problem)) {
                throw;
            }
        }
    }
}

/// The migration has been committed: these hooks can neither undo it nor run again.
void run_hooks_after_commit(run_context& run, const prepared_script& script) {
    try {
        run_hooks_outside(run, hook::time::after_each, script.direction);
    } catch (error& problem) {
        const bool up = script.direction == direction::up;
        // The same command again would revert another migration.
        problem.aftermath = fmt::format(
            "{} was {} and recorded before this. Its hooks after the transaction do not run again: "
            "run them by hand{}.",
            script.version, up ? "applied" : "reverted",
            up ? ", then run `dunlin migrate up` to continue" : "");
        throw;
    }
}

} // namespace

bool is_lost(const run_context& run, const error& problem) {
    return problem.kind() == error_kind::connection || problem.kind() == error_kind::in_doubt ||
           !run.db || !run.db->is_open();
}

void roll_back_after(run_context& run, const error& problem) {
    const bool can_answer =
        run.db && run.db->is_open() && problem.kind() != error_kind::interrupted;
    if (can_answer && run.db->in_transaction()) {
        run.db->run_script("ROLLBACK");
    }
}

void throw_if_cancelled_for_lock(const run_context& run, const error& problem) {
    if (problem.kind() != error_kind::cancelled || !run.locks.runner().was_lost()) {
        return;
    }
    error lost(error_kind::locked, lost_lock_message);
    lost.with_hint("another run took over and cancelled this one's statement; run the same command "
                   "again");
    lost.sqlstate = problem.sqlstate;
    lost.detail = problem.message();
    lost.aftermath = problem.aftermath;
    throw lost;
}

std::size_t apply(run_context& run, const plan_step& step, const prepared_script& script) {
    const bool in_steps = script.run_as == prepared_script::manner::steps;
    if (in_steps) {
        run_hooks_before_steps(run, hook::time::before_each, script.direction);
    } else {
        run_hooks_outside(run, hook::time::before_each, script.direction);
    }
    const std::size_t transactions = apply_script(run, step, script);
    if (!in_steps) {
        run_hooks_after_commit(run, script);
    }
    return transactions;
}

} // namespace dunlin::migrator
