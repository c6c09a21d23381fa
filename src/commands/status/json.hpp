// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

#include <string>

namespace dunlin::commands {

class context;

enum class verdict { up_to_date, pending, problem };

/// `problem` takes precedence over `pending`, because `migrate up` would refuse to run. A file that
/// never runs is a problem too.
verdict verdict_of(const migrator::database_status& status);

/// The name of a migration's file within its folder.
std::string file_name_of(const migrator::migration& migration);

/// Writes the status as one JSON document.
void write_status_json(const migrator::database_status& status, context& context);

} // namespace dunlin::commands
