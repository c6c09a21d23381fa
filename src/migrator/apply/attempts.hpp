// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <dunlin/sqldb/error.hpp>

namespace dunlin::migrator {

/// The attempts at one thing that needs locks of tables: with back-off and jitter, up to the limit
/// of the lock policy, telling the watcher who is in the way.
class attempts {
public:
    /// `what` is what the watcher is told of; it must outlive this.
    attempts(run_context& run, const plan_step& step) : run_(run), what_(step) {}

    /// Called when one failed and nothing of it is left: returns, after a pause, when another makes
    /// sense. Throws the failure when it would not pass, and, naming the last blockers, when it was
    /// the last attempt.
    void wait_for_next(const sqldb::sql_error& problem);

private:
    [[noreturn]] void give_up(const sqldb::sql_error& problem) const;

    run_context& run_;
    const plan_step& what_;
    int attempts_ = 0;
};

} // namespace dunlin::migrator
