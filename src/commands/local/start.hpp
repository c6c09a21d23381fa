// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct local_start_options {
    bool trust = false; ///< take a folder that dunlin did not make here for the user's own
};

runner setup_local_start(flag_set& flags);
/// Starts the project's private server and makes the database that `local` means.
exit_code run_local_start(const local_start_options& options, context& context);

} // namespace dunlin::commands
