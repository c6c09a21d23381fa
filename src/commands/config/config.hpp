// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_config(flag_set& flags);
/// Prints every setting with its source, secrets masked.
exit_code run_config(context& context);

} // namespace dunlin::commands
