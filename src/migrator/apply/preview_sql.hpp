// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <string>
#include <vector>

namespace dunlin::migrator {

/// The whole run as a script for psql, hooks and preconditions included. `has_ledger`: the tables
/// are there already.
std::string psql_script(run_context& run, bool has_ledger, const std::vector<plan_step>& steps,
                        const std::vector<prepared_script>& scripts, direction direction);

} // namespace dunlin::migrator
