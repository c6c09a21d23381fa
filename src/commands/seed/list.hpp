// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_seed_list(flag_set& flags);
/// Prints the sets, their files and the tables that each file fills.
exit_code run_seed_list(context& context);

} // namespace dunlin::commands
