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
/// Shows where every migration stands. With --check the exit code says it: 0 up to date, 3 pending,
/// 4 a problem of the history.
exit_code run_status(const status_options& options, context& context);

} // namespace dunlin::commands
