// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"
#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_check_options : migrate_options {
    std::string folder;     ///< empty: the configured migrations
    std::string against;    ///< a git revision; empty: none
    int server_version = 0; ///< a major version; 0: that of dunlin.toml
    report_options report;
};

runner setup_migrate_check(flag_set& flags);
/// Checks every file without a database. The exit code is 2 for a malformed file or one that never
/// runs, else 4 for a conflict with the revision.
exit_code run_migrate_check(const migrate_check_options& options, context& context);

} // namespace dunlin::commands
