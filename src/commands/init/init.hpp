// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct init_options {
    std::string folder = ".";
};

runner setup_init(flag_set& flags);
/// Writes the files of a new project. Existing files are kept.
exit_code run_init(const init_options& options, context& context);

} // namespace dunlin::commands
