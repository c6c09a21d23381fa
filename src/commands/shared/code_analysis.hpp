// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <string>

namespace dunlin::commands {

/// As SARIF 2.1.0, which GitHub's code scanning and editors read: one result for each finding.
std::string sarif_text(const check_report& report);
/// As a report of GitLab's code quality: one issue for each finding.
std::string gitlab_text(const check_report& report);

} // namespace dunlin::commands
