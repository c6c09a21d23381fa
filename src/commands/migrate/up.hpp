// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct migrate_up_options : migrate_options {
    migrator::up_options run;
    bool dry_run = false;
};

runner setup_migrate_up(flag_set& flags);
/// Applies pending migrations.
exit_code run_migrate_up(const migrate_up_options& options, context& context);

} // namespace dunlin::commands
