// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>
#include <dunlin/migrator/adopt.hpp>

namespace dunlin::commands {

struct migrate_adopt_options : migrate_options {
    migrator::adopt_options adoption;
    bool back = false;
};

runner setup_migrate_adopt(flag_set& flags);
/// Imports the history of another tool, or exports it back.
exit_code run_migrate_adopt(const migrate_adopt_options& options, context& context);

} // namespace dunlin::commands
