// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>
#include <dunlin/migrator/repair.hpp>

#include <vector>

namespace dunlin::commands {

struct migrate_repair_options : migrate_options {
    std::vector<migrator::repair_action> actions;
    bool dry_run = false;
};

runner setup_migrate_repair(flag_set& flags);
/// Makes the given changes to the ledger.
exit_code run_migrate_repair(const migrate_repair_options& options, context& context);

} // namespace dunlin::commands
