// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// Prints what a run did: with JSON one document, with NDJSON the same as the last event, else a
/// line on stderr.
void print_run_report(const migrator::report& report, context& context);

} // namespace dunlin::commands
