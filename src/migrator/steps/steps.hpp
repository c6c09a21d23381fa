// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"

#include <dunlin/migrator/ledger.hpp>

#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A step of a script as the journal would record it; `index` from 0.
step_row describe_step(const prepared_script& script, std::size_t index);

/// Throws error(history) that shows the difference when a script that resumes after recorded steps
/// is not the one that they came from.
void refuse_changed_steps(const prepared_script& script, const std::vector<step_row>& recorded);

/// Whether a statement sets something for the rest of the session: SET, RESET, or a call of
/// set_config.
bool sets_session(std::string_view statement);

} // namespace dunlin::migrator
