// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <functional>
#include <vector>

namespace dunlin::migrator {

/// Throws error(usage) when one of the scripts, or a hook that would run between them, cannot be
/// part of a transaction.
void refuse_steps(const run_context& run, const std::vector<plan_step>& steps,
                  const std::vector<prepared_script>& scripts);

/// Runs all in one transaction. `on_done` is called when a script has run, before its COMMIT.
/// Throws with the transaction open.
void apply_together(run_context& run, const std::vector<plan_step>& steps,
                    const std::vector<prepared_script>& scripts,
                    const std::function<void(std::size_t index)>& on_done);

} // namespace dunlin::migrator
