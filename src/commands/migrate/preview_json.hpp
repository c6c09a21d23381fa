// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

namespace dunlin::commands {

class context;

/// What would run, as one JSON document or, under ndjson, one line a hook of the run or migration.
void write_preview_json(const migrator::preview& seen, context& context);

} // namespace dunlin::commands
