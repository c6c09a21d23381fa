// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"
#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>
#include <vector>

namespace dunlin::commands {

struct migrate_lint_options : migrate_options {
    std::vector<std::string> files; ///< empty: the configured migrations
    std::string against;            ///< a git revision; empty: none
    int target_version = 0;         ///< a major version; 0: that of dunlin.toml, or the parser's
    std::string explain;            ///< a rule; empty: none
    bool lists_rules = false;
    report_options report;
};

runner setup_migrate_lint(flag_set& flags);
/// Checks the statements of migrations without a database. The exit code is `findings` when one of
/// them is an error.
exit_code run_migrate_lint(const migrate_lint_options& options, context& context);

} // namespace dunlin::commands
