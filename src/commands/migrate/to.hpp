// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_to_options : migrate_options {
    std::string version;
    migrator::up_options run;
    bool dry_run = false;
};

runner setup_migrate_to(flag_set& flags);
/// Applies or reverts migrations until the version is the newest applied one.
exit_code run_migrate_to(const migrate_to_options& options, context& context);

} // namespace dunlin::commands
