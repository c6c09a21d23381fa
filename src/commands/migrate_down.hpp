// SPDX-License-Identifier: MIT
#pragma once

#include "migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct migrate_down_options : migrate_options {
    migrator::target until;
    bool dry_run = false;
};

/// Asks for consent when the target is 0: all migrations would be taken back.
void confirm_all_back(const std::string& version, context& world);

runner setup_migrate_down(flag_set& flags);
/// Takes migrations back, one unless told otherwise; all of them only with consent.
exit_code run_migrate_down(const migrate_down_options& options, context& world);

} // namespace dunlin::commands
