// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_local_start(flag_set& flags);
/// Starts the project's private server and makes the database that `local` means.
exit_code run_local_start(context& world);

} // namespace dunlin::commands
