// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <vector>

namespace dunlin::migrator {

/// What the preconditions of a migration say of it.
enum class verdict {
    run,
    leave, ///< it stays pending
    mark,  ///< it is recorded without running
};

/// Asks the database. Throws error(history) with file and line when the run is to end.
verdict judge_conditions(run_context& run, const plan_step& step);

/// Records a migration that did not run.
void mark_as_run(run_context& run, const plan_step& step, const prepared_script& script);

/// Throws error(usage) when one of the steps has preconditions: what they ask for may depend on
/// the steps before.
void refuse_conditions(const std::vector<plan_step>& steps);

} // namespace dunlin::migrator
