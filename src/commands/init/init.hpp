// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct init_options {
    std::string folder = ".";
};

runner setup_init(flag_set& flags);
/// Writes what a new project needs, and never over a file that is there.
exit_code run_init(const init_options& options, context& context);

} // namespace dunlin::commands
