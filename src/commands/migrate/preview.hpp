// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// Shows what would run, on stdout: for people, as one JSON document, or as a script for psql.
void print_preview(const migrator::preview& seen, bool as_sql, context& context);

} // namespace dunlin::commands
