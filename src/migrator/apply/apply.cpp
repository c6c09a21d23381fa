// SPDX-License-Identifier: MIT
#include "apply/apply.hpp"

#include "apply/attempts.hpp"
#include "apply/failure.hpp"
#include "apply/hooks.hpp"
#include "apply/prepared_record.hpp"
#include "apply/reconnect.hpp"
#include "lock/activity.hpp"
#include "lock/runner_lock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

std::size_t run_once(run_context& run, const plan_step& step, const prepared_script& script) {
    const watched_message watched(*run.activity, step);
    const bool in_steps = script.run_as == prepared_script::manner::steps;
    if (!in_steps && has_each_hooks(run, script.direction)) {
        return apply_with_hooks(run, step, script);
    }
    switch (script.run_as) {
    case prepared_script::manner::message:
        return apply_as_message(run, step, script);
    case prepared_script::manner::pieces:
        return apply_in_pieces(run, step, script);
    case prepared_script::manner::steps:
        return apply_in_steps(run, step, script);
    }
    return 0;
}

std::string what_is_kept(const run_context& run, const prepared_script& script) {
    if (script.run_as != prepared_script::manner::steps) {
        return nothing_kept(script);
    }
    const auto done = static_cast<std::size_t>(std::count_if(
        run.recorded_steps.begin(), run.recorded_steps.end(), [&](const step_row& step) {
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

/// A run that was told to stop. The server has answered that the statement was cancelled, unless
/// the session was given up.
[[noreturn]] void stop(run_context& run, const plan_step& step, const prepared_script& script,
                       error problem) {
    const bool answered = run.db && run.db->is_open();
    run.db.reset();
    const auto found = answered ? std::optional(ending::undone) : find_ending_quickly(run, step);
    if (!found) {
        problem.with_hint(ask_later);
    }
    problem.aftermath =
        !found ? fmt::format("It is unknown whether {} was committed.", script.version)
        : *found == ending::committed ? fmt::format("{} was committed.", script.version)
                                      : what_is_kept(run, script);
    throw problem;
}

/// The server answered neither in time nor to the cancel request. Returns when the migration was
/// committed after all.
void settle_timed_out(run_context& run, const plan_step& step, const prepared_script& script,
                      error problem) {
    const auto found = find_ending_quickly(run, step);
    if (found == ending::committed) {
        run.watcher.on_note(fmt::format("{} was committed", script.version));
        go_on_after(run, step);
        return;
    }
    problem.aftermath =
        found ? what_is_kept(run, script)
              : fmt::format("It is unknown whether {} was committed.", script.version);
    if (!found) {
        problem.with_hint(ask_later);
    }
    throw problem;
}

/// Returns when the migration was committed after all.
void settle_lost(run_context& run, const plan_step& step, const prepared_script& script,
                 const error& problem) {
    if (find_ending(run, step) == ending::committed) {
        run.watcher.on_note(fmt::format("{} was committed", script.version));
        return;
    }
    error lost(error_kind::connection, fmt::format("the connection was lost during {}: {}",
                                                   script.version, problem.message()));
    lost.with_hint("run the same command again");
    lost.sqlstate = problem.sqlstate;
    lost.aftermath = what_is_kept(run, script);
    throw lost;
}

void roll_back(run_context& run) {
    if (run.db->in_transaction()) {
        run.db->run_script("ROLLBACK");
    }
}

/// The script itself, with the hooks that share its transaction.
std::size_t apply_script(run_context& run, const plan_step& step, const prepared_script& script) {
    attempts tries(run, step);
    while (true) {
        try {
            return run_once(run, step, script);
        } catch (sqldb::sql_error& problem) {
            if (is_lost(run, problem)) {
                settle_lost(run, step, script, problem);
                return 1;
            }
            roll_back(run);
            if (forget_lost_record(run, problem)) {
                continue;
            }
            if (problem.aftermath.empty()) {
                problem.aftermath = what_is_kept(run, script);
            }
            throw_if_cancelled_for_lock(run, problem);
            tries.wait_for_next(problem);
        } catch (error& problem) {
            if (problem.kind() == error_kind::interrupted) {
                stop(run, step, script, problem);
            }
            if (problem.kind() == error_kind::timed_out && is_lost(run, problem)) {
                settle_timed_out(run, step, script, problem);
                return 1;
            }
            if (is_lost(run, problem)) {
                settle_lost(run, step, script, problem);
                return 1;
            }
            roll_back(run);
            if (problem.aftermath.empty()) {
                problem.aftermath = what_is_kept(run, script);
            }
            throw;
        }
    }
}

/// What runs behind its transaction comes too late to undo it, and has no second chance.
void apply_behind(run_context& run, const prepared_script& script) {
    try {
        run_hooks_outside(run, hook::time::after_each, script.direction);
    } catch (error& problem) {
        problem.aftermath = fmt::format(
            "{} was {} and recorded before this. Its hooks after the transaction do not run again: "
            "run them by hand, then run `dunlin migrate {}` to continue.",
            script.version, script.direction == direction::up ? "applied" : "reverted",
            to_string(script.direction));
        throw;
    }
}

} // namespace

bool is_lost(const run_context& run, const error& problem) {
    return problem.kind() == error_kind::connection || problem.kind() == error_kind::in_doubt ||
           !run.db || !run.db->is_open();
}

void throw_if_cancelled_for_lock(const run_context& run, const error& problem) {
    if (problem.kind() != error_kind::cancelled || !run.lock->was_lost()) {
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
    const std::size_t parts = apply_script(run, step, script);
    if (!in_steps) {
        apply_behind(run, script);
    }
    return parts;
}

} // namespace dunlin::migrator
