// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_plan_options : migrate_options {
    migrator::up_options run;
    bool down = false;
    bool sql = false;
};

runner setup_migrate_plan(flag_set& flags);
/// Prints what `migrate up` (or with --down `migrate down`) would run.
exit_code run_migrate_plan(const migrate_plan_options& options, context& context);

} // namespace dunlin::commands
