// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_config_check(flag_set& flags);

/// Prints every problem of dunlin.toml to stdout, in the style of a compiler or as items. Throws
/// error(config) when there is one.
exit_code run_config_check(context& context);

} // namespace dunlin::commands
