// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct migrate_down_options : migrate_options {
    migrator::target until;
    bool dry_run = false;
};

/// Asks before migrations down to a version are taken back; when it is 0, all of them, the question
/// wants consent everywhere.
void ask_before_revert(migrator::settings& how, change_permit& permit, const std::string& version);

runner setup_migrate_down(flag_set& flags);
/// Takes migrations back, one unless told otherwise; all of them only with consent.
exit_code run_migrate_down(const migrate_down_options& options, context& context);

} // namespace dunlin::commands
