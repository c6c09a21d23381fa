// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <vector>

namespace dunlin::migrator {

/// What is to happen with a migration, according to its preconditions.
enum class verdict {
    run,
    skip,        ///< it stays pending
    record_only, ///< it is recorded without running
};

/// Queries the preconditions. Throws error(history) with file and line when the run is to end.
verdict check_preconditions(sqldb::connection& db, const plan_step& step, observer& watcher);

/// Records a migration without running it.
void record_without_running(run_context& run, const plan_step& step, const prepared_script& script);

/// Throws error(usage) when one of the steps has preconditions: their answers may depend on the
/// steps before.
void refuse_preconditions(const std::vector<plan_step>& steps);

} // namespace dunlin::migrator
