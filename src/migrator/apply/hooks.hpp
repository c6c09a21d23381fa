// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <vector>

namespace dunlin::migrator {

/// A hook of the files, checked and ready to be sent.
struct prepared_hook {
    const hook* what = nullptr;
    prepared_script script;
    migration shown; ///< as which the watcher knows it; it has a name alone
};

/// Checks all hooks. Throws as prepare() does.
std::vector<prepared_hook> prepare_hooks(const run_context& run);

[[nodiscard]] bool has_hooks(const run_context& run, hook::time when, direction direction);
/// Whether a step is the first repeatable one, before which hooks run; whether there is any.
[[nodiscard]] bool begins_repeatable(const std::vector<plan_step>& steps, std::size_t index);
[[nodiscard]] bool has_repeatable(const std::vector<plan_step>& steps);
/// Whether any stands around each migration, so that it cannot be one message.
[[nodiscard]] bool has_each_hooks(const run_context& run, direction direction);

/// Runs those of a moment, each in a transaction of its own unless it cannot run in one, again when
/// a lock was not obtained, as a migration is. Throws sql_error with the hook's file and line.
void run_hooks(run_context& run, hook::time when, direction direction);

/// Runs those of a moment within the open transaction; those that cannot run in one are left to
/// run_hooks_outside(), which needs none to be open.
void run_hooks_within(run_context& run, hook::time when, direction direction);
void run_hooks_outside(run_context& run, hook::time when, direction direction);
/// The same without attempts of its own, for a migration that makes them.
void send_hooks_outside(run_context& run, hook::time when, direction direction);

/// The same in a transaction of its own whose effects on the session stay, for a migration that
/// runs in steps.
void run_hooks_before_steps(run_context& run, hook::time when, direction direction);

} // namespace dunlin::migrator
