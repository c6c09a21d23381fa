// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_new_options : migrate_options {
    std::string slug;
    bool timestamp = false;
    bool sequence = false;
};

runner setup_migrate_new(flag_set& flags);
/// Creates an empty migration in the folder's format and prints the paths of its files.
exit_code run_migrate_new(const migrate_new_options& options, context& context);

} // namespace dunlin::commands
