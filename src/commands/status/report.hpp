// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

/// A report with every migration as a subject. A pending migration is a warning; a problem of the
/// history and a file that never runs are errors.
check_report report_of(const migrator::database_status& status);

/// The finding for a file that looks like a migration but is not read as one.
check_finding never_run_finding(const std::string& file);

} // namespace dunlin::commands
