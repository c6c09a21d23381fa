// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <chrono>

namespace dunlin::migrator {

/// Waits until the server has ended what a run that died left at work. The server notices late that
/// a client is gone: the session of the runner lock, which is idle, ends at once, but a script that
/// is under way goes on.
///
/// The caller holds the runner lock, so whatever else works on this ledger is an orphan: a
/// transaction that has the ledger locked, as every migration has from its start, or a statement
/// that begins with the comment of this ledger's runs. Statements that this role may cancel are
/// cancelled. Throws error(locked) when they have not ended within settings.lock.wait.
///
/// A message that arrives after this check ends itself: the precondition before its COMMIT finds
/// its own runner lock gone.
void await_orphans(run_context& run);

/// Waits until `end`, without cancelling or reporting; false when one is still at work. The runner
/// lock may have been lost, and then it may be another runner's.
bool orphans_end_by(run_context& run, std::chrono::steady_clock::time_point end);

} // namespace dunlin::migrator
