// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct migrate_redo_options : migrate_options {
    bool dry_run = false;
};

runner setup_migrate_redo(flag_set& flags);
/// Reverts the newest migration and applies it again.
exit_code run_migrate_redo(const migrate_redo_options& options, context& context);

} // namespace dunlin::commands
