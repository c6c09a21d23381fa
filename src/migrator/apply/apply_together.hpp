// SPDX-License-Identifier: MIT
#pragma once

#include "apply/plan_progress.hpp"
#include "apply/planned_work.hpp"
#include "run_context.hpp"

namespace dunlin::migrator {

/// Throws error(usage) when one of the scripts, or a hook that would run between them, cannot be
/// part of a transaction.
void refuse_steps(const run_context& run, const planned_work& work);

/// Applies all steps in one transaction. Throws with nothing of them kept, or saying that it is
/// unknown whether the transaction was committed.
void apply_together(run_context& run, const planned_work& work, plan_progress& progress);

} // namespace dunlin::migrator
