// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <vector>

namespace dunlin::migrator {

/// A hook of the files, checked and ready to be sent.
struct prepared_hook {
    const hook* definition = nullptr; ///< not owned
    prepared_script script;
    migration shown; ///< for the observer: only its version is set, to the name of the hook's file
};

/// Checks all hooks. Throws as prepare() does. `files` must outlive the result.
std::vector<prepared_hook> prepare_hooks(const source& files, const placeholder_lookup& lookup);

[[nodiscard]] bool has_hooks(const source& files, hook::time when, direction direction);
/// Whether hooks run around the comparison of files and history, which is then made with the locks.
[[nodiscard]] bool has_check_hooks(const source& files);
/// Whether a step is the first repeatable one, before which hooks run; whether there is any.
[[nodiscard]] bool begins_repeatable(const std::vector<plan_step>& steps, std::size_t index);
[[nodiscard]] bool has_repeatable(const std::vector<plan_step>& steps);
/// Whether hooks run around each migration, so that it cannot be one message.
[[nodiscard]] bool has_each_hooks(const source& files, direction direction);

/// Runs the hooks of a time, each in a transaction of its own unless it cannot run in one; again
/// when a lock was not obtained, as a migration is. Throws sql_error with the hook's file and line.
void run_hooks(run_context& run, hook::time when, direction direction);

/// Runs the hooks of a time within the open transaction. Those that cannot run in one are left to
/// run_hooks_outside(), which requires that none is open.
void run_hooks_within(run_context& run, hook::time when, direction direction);
void run_hooks_outside(run_context& run, hook::time when, direction direction);
/// As run_hooks_outside(), without attempts of its own, for a migration that makes them.
void send_hooks_outside(run_context& run, hook::time when, direction direction);

/// As run_hooks(), but what the hooks set for the session stays, for a migration that runs in
/// steps.
void run_hooks_before_steps(run_context& run, hook::time when, direction direction);

/// Runs the hooks for a failed run or migration where the session still can. Their own failures are
/// only reported, so that the first error is the one that is thrown.
void run_failure_hooks(run_context& run, hook::time when, direction direction);

} // namespace dunlin::migrator
