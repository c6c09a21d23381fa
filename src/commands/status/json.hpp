// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>

#include <string>

namespace dunlin::commands {

class context;

enum class verdict { up_to_date, pending, problem };

/// `problem` goes before `pending`: whoever runs `up` would be refused. A file that never runs is a
/// problem too.
verdict verdict_of(const migrator::database_status& now);

/// Whether a row says when it was applied; the tables of some tools do not.
inline bool is_known(timestamp applied_at) {
    return applied_at != timestamp();
}

/// The name of a migration's file within its folder.
std::string file_name_of(const migrator::migration& of);

/// The document of DESIGN.md section 3.
void write_status_json(const migrator::database_status& now, context& context);

} // namespace dunlin::commands
