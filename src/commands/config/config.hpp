// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_config(flag_set& flags);
/// Prints every value of the configuration with its origin, secrets masked.
exit_code run_config(context& context);

} // namespace dunlin::commands
