// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct migrate_down_options : migrate_options {
    migrator::target until;
    bool dry_run = false;
};

/// Makes the run ask before it reverts migrations. Reverting all of them (version 0) always needs
/// confirmation.
void ask_before_revert(migrator::settings& settings, change_permit& permit,
                       const std::string& version);

runner setup_migrate_down(flag_set& flags);
/// Reverts the newest migration, or those that the options name.
exit_code run_migrate_down(const migrate_down_options& options, context& context);

} // namespace dunlin::commands
