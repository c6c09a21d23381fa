// SPDX-License-Identifier: MIT
#pragma once

#include "prepare.hpp"
#include "run_context.hpp"

#include <cstddef>

namespace dunlin::migrator {

/// Each runs one migration and records it, or throws with nothing of it kept (of steps: with what
/// is done recorded). Returns the number of transactions and single statements that it took.
std::size_t apply_as_message(run_context& run, const plan_step& step,
                             const prepared_script& script);
std::size_t apply_in_pieces(run_context& run, const plan_step& step, const prepared_script& script);

} // namespace dunlin::migrator
