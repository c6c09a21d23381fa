// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_db_ping(flag_set& flags);
/// Connects, asks `SELECT true`, and says what answered and how fast.
exit_code run_db_ping(context& context);

} // namespace dunlin::commands
