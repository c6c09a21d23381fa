// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <chrono>

namespace dunlin::migrator {

/// Waits until nothing is at work any more that a run which died left behind. The server notices
/// late that a client is gone: the runner lock's session, which is idle, ends at once, and the
/// script that was under way goes on.
///
/// The caller holds the runner lock, so whatever else works on this ledger is an orphan: a
/// transaction that has the ledger locked as every migration has from its start, or a statement
/// that carries the mark of this ledger's runs. Such statements are cancelled where this role may,
/// and waited for. Throws error(locked) when they do not end within how.lock.wait.
///
/// A message that arrives later than this looks ends itself: the guard before its COMMIT finds its
/// own runner lock gone.
void await_orphans(run_context& run);

/// Only waits, in silence and until then; false when one is still at work. The runner lock may have
/// been lost, and then what is at work may be another runner's.
bool orphans_end_by(run_context& run, std::chrono::steady_clock::time_point end);

} // namespace dunlin::migrator
