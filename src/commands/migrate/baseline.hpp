// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_baseline_options : migrate_options {
    std::string version;
    bool dry_run = false;
};

runner setup_migrate_baseline(flag_set& flags);
/// Records every migration up to a version as applied.
exit_code run_migrate_baseline(const migrate_baseline_options& options, context& context);

} // namespace dunlin::commands
