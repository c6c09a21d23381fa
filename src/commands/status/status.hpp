// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"
#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct status_options : migrate_options {
    bool check = false;
    report_options report;
};

runner setup_status(flag_set& flags);
/// Prints the state of every migration. With --check the exit code is 3 for pending migrations and
/// 4 for a problem of the history.
exit_code run_status(const status_options& options, context& context);

} // namespace dunlin::commands
