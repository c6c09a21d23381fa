// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_local_status(flag_set& flags);
/// Prints whether the private server is running, and its files.
exit_code run_local_status(context& context);

} // namespace dunlin::commands
