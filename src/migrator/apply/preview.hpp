// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <vector>

namespace dunlin::migrator {

/// What a run of these steps would do, with its hooks and preconditions. `way` is the run's.
preview describe(const run_context& run, const std::vector<plan_step>& steps,
                 const std::vector<prepared_script>& scripts, direction direction);

} // namespace dunlin::migrator
