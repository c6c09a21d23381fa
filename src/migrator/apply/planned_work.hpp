// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"

#include <dunlin/migrator/plan.hpp>

#include <vector>

namespace dunlin::migrator {

/// What a run is going to do: each step with its script, at the same index.
struct planned_work {
    migrator::direction run_direction = direction::up; ///< as asked for; `to` may go down
    std::vector<plan_step> steps;
    std::vector<prepared_script> scripts;

    /// The steps' direction; without steps, the run's.
    [[nodiscard]] migrator::direction direction() const {
        return steps.empty() ? run_direction : steps.front().direction;
    }
};

} // namespace dunlin::migrator
