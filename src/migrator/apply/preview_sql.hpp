// SPDX-License-Identifier: MIT
#pragma once

#include "apply/planned_work.hpp"
#include "run_context.hpp"

#include <string>

namespace dunlin::migrator {

/// The whole run as a script for psql, hooks and preconditions included. `has_ledger`: the tables
/// exist already.
std::string psql_script(run_context& run, bool has_ledger, const planned_work& work);

} // namespace dunlin::migrator
