// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_renumber_options : migrate_options {
    std::string version;
};

runner setup_migrate_renumber(flag_set& flags);
/// Gives a pending migration a version after all others and prints the old and new names.
exit_code run_migrate_renumber(const migrate_renumber_options& options, context& context);

} // namespace dunlin::commands
