// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

/// A report with every migration as a subject. A pending migration is a warning; a problem of the
/// history and a file that never runs are errors, and a note where its format's tool ignores it.
check_report report_of(const migrator::database_status& status);

} // namespace dunlin::commands
