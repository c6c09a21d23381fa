// SPDX-License-Identifier: MIT
#pragma once

#include "apply/hooks.hpp"
#include "apply/planned_work.hpp"

#include <dunlin/migrator/preview.hpp>

#include <vector>

namespace dunlin::migrator {

/// What a run would do, with its hooks and preconditions.
preview describe(const std::vector<prepared_hook>& hooks, const planned_work& work);

} // namespace dunlin::migrator
