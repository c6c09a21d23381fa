// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <string_view>

namespace dunlin::migrator {

/// Whether one of the lines `-- Up Migration` and `-- Down Migration` is in the text.
bool has_node_pg_migrate_markers(std::string_view text);

/// Cuts a SQL file of node-pg-migrate at its markers into `up` and `down`; one without markers is
/// all up. Throws error(config) with file and line where the tool would run something else than
/// what the markers say: statements above the first marker, a second one, a down marker alone, a
/// line that looks like a misspelled one.
void cut_node_pg_migrate(const source_file& file, migration& into);

} // namespace dunlin::migrator
