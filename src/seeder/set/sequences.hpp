// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/sqldb/executor.hpp>

namespace dunlin::seeder {

/// Advances the sequences of a table's columns past the stored values, so that the next INSERT does
/// not conflict with them. Like any change of a sequence it survives a rollback.
void advance_sequences(sqldb::executor& db, const table_name& table);

} // namespace dunlin::seeder
