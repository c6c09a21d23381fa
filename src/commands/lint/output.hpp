// SPDX-License-Identifier: MIT
#pragma once

#include "lint/linted_source.hpp"
#include "shared/check_report.hpp"

namespace dunlin::commands {

class context;

/// A report with every file as a subject.
check_report report_of(const linted_source& linted);

/// Writes the findings to stdout: as text in the style of a compiler, as one JSON document, or as
/// rows.
void write_findings(const linted_source& linted, context& context);

} // namespace dunlin::commands
