// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_local_destroy(flag_set& flags);
/// Stops the private server and removes its data after confirmation.
exit_code run_local_destroy(context& context);

} // namespace dunlin::commands
