// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_db_ping(flag_set& flags);
/// Connects, runs `SELECT true`, and prints the server's version and the times.
exit_code run_db_ping(context& context);

} // namespace dunlin::commands
