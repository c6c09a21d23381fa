// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// Prints what would run: as text, as JSON, or as a psql script.
void print_preview(const migrator::preview& preview, bool as_sql, context& context);

} // namespace dunlin::commands
