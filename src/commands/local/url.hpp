// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_local_url(flag_set& flags);
/// Prints the URL of the configured database on the running private server.
exit_code run_local_url(context& context);

} // namespace dunlin::commands
