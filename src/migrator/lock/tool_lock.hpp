// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <string>

namespace dunlin::migrator {

/// Begins to open the session that the runner lock will have, unless that is done or not wanted.
void expect_lock(run_context& run);

/// Takes what a run needs to be alone on a ledger: the runner lock and, beside it, the locks under
/// which `tools`, the ledger of another tool, is worked on. Waits for each as the runner lock does.
void acquire_locks(run_context& run, ledger& tools);

/// A lock of another tool that is a row of a table (Liquibase's), as a scope. Such a row stays when
/// its session ends: one that a killed run of dunlin left is taken over, which is safe because
/// whoever asks for it holds the runner lock, and a run that is alive would.
class tool_row_lock {
public:
    /// Polls up to how.lock.wait; error(locked) names the holder.
    tool_row_lock(run_context& run, ledger& tools);
    /// Gives the row back by a session of its own, which no signal stops.
    ~tool_row_lock();
    tool_row_lock(const tool_row_lock&) = delete;
    tool_row_lock& operator=(const tool_row_lock&) = delete;

private:
    run_context& run_;
    std::string owner_;
    std::string release_;
};

} // namespace dunlin::migrator
