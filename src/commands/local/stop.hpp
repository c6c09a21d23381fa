// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_local_stop(flag_set& flags);
/// Stops the private server and keeps its data.
exit_code run_local_stop(context& context);

} // namespace dunlin::commands
