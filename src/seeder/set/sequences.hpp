// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/sqldb/executor.hpp>

namespace dunlin::seeder {

/// Moves the sequences behind a table's columns past the values that were loaded, so that the next
/// INSERT does not meet them. As all work on sequences this outlives a rollback, harmlessly.
void advance_sequences(sqldb::executor& db, const table_name& table);

} // namespace dunlin::seeder
