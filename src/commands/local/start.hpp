// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct local_start_options {
    bool trust = false; ///< accept a data folder that dunlin did not create here
};

runner setup_local_start(flag_set& flags);
/// Starts the project's private server and creates its configured database.
exit_code run_local_start(const local_start_options& options, context& context);

} // namespace dunlin::commands
