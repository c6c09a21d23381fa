// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// Writes what would run as one JSON document, or with NDJSON one line for each migration and hook.
void write_preview_json(const migrator::preview& preview, context& context);

} // namespace dunlin::commands
