// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_db_wait(flag_set& flags);
/// Tries to connect until the server answers, for up to --timeout or one minute. An error that
/// waiting cannot fix (a refused login, a missing database) ends it at once.
exit_code run_db_wait(context& context);

} // namespace dunlin::commands
