// SPDX-License-Identifier: MIT
#pragma once

#include "apply/planned_work.hpp"
#include "run_context.hpp"

#include <dunlin/migrator/report.hpp>

namespace dunlin::migrator {

/// Whether hooks run although no migration does, as with the tools that have them.
[[nodiscard]] bool has_hooks_without_work(const run_context& run, const planned_work& work);

/// Applies all steps, with the hooks around them, and adds each to `into` when it is done: each in
/// a transaction of its own, or all in one. Throws what the first failed with; `applied` and
/// `aftermath` of the error say what is now true, and the failure is recorded where the ledger has
/// a place for it.
void apply_plan(run_context& run, const planned_work& work, bool in_one_transaction, report& into);

} // namespace dunlin::migrator
