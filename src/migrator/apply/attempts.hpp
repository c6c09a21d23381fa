// SPDX-License-Identifier: MIT
#pragma once

#include "run_context.hpp"

#include <dunlin/base/error.hpp>

namespace dunlin::migrator {

/// The attempts at one migration or hook that needs locks of tables: with back-off and jitter, up
/// to the limit of the lock policy, telling the observer who is in the way.
class attempts {
public:
    /// The observer is told of `step`, which must outlive this.
    attempts(run_context& run, const plan_step& step) : run_(run), step_(step) {}

    /// Called when an attempt failed and nothing of it is left. True, after a pause: try again.
    /// False: the failure is final; after the last attempt it names the lock and who held it.
    bool wait_for_next(error& problem);

private:
    void describe_wait(error& problem) const;

    run_context& run_;
    const plan_step& step_;
    int count_ = 0;
};

} // namespace dunlin::migrator
