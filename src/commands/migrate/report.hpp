// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// Says what a run did: under JSON the document of DESIGN.md section 3, under NDJSON the same as
/// the last event, else a line on stderr.
void print_run_report(const migrator::report& done, context& context);

} // namespace dunlin::commands
