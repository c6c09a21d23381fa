// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <string>

namespace dunlin::migrator {

/// The preconditions of a step for psql 11 and later, which set the variable dunlin_runs and, for a
/// migration that is recorded without running, dunlin_marks. Empty when it has none.
std::string conditions_for_psql(const sqldb::connection& db, const plan_step& step);

} // namespace dunlin::migrator
