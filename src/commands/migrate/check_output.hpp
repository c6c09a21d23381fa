// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <dunlin/migrator/check.hpp>

#include <string>

namespace dunlin::commands {

class context;

/// A report with every file as a subject.
check_report report_of(const migrator::checked_source& checked);

/// Writes the findings to stdout: as text in the style of a compiler, as one JSON document, or as
/// rows. `against` is the revision, or empty.
void write_check(const migrator::checked_source& checked, const std::string& path,
                 const std::string& against, context& context);

} // namespace dunlin::commands
