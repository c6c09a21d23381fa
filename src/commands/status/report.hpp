// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

/// Every migration as something that was checked: what is pending is a warning, a problem of the
/// history and a file that never runs is an error.
check_report report_of(const migrator::database_status& now);

/// A file that looks like a migration and is none.
check_finding never_run_finding(const std::string& file);

} // namespace dunlin::commands
