// SPDX-License-Identifier: MIT
#pragma once

#include "load/staging.hpp"
#include "table/table_shape.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// A foreign key of the table by its name; null when there is none.
const foreign_key_shape* find_foreign_key(const table_shape& table, std::string_view name);

/// The same, of those that refer to the table itself. Fewer rows than the file has may lack parents
/// that come later in it.
const foreign_key_shape* find_own_foreign_key(const table_shape& table, std::string_view name);

/// The lines of staged rows whose parents are neither in the other table nor, where that is the
/// table itself, among the staged rows; first ones first.
std::vector<std::int64_t> find_orphans(sqldb::transaction& open, const table_shape& table,
                                       const foreign_key_shape& key, const staging& stage,
                                       const staged_rows& rows, std::size_t limit);

} // namespace dunlin::seeder
