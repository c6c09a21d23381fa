// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/base/error.hpp>

#include <vector>

namespace dunlin::migrator {

/// Makes a prepared statement of the row that each migration leaves in the ledger, when many will
/// run: planning the INSERT anew costs the server more than running it. Not where a script may drop
/// prepared statements or make its own, and not behind a pooler.
void prepare_record(run_context& run, const std::vector<prepared_script>& scripts);

/// Whether a failure says that the statement of prepare_record() is gone. From then on each row is
/// written without it, so that the migration, of which nothing was kept, can be run again.
bool forget_lost_record(run_context& run, const error& problem);

} // namespace dunlin::migrator
