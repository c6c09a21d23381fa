// SPDX-License-Identifier: MIT
#pragma once

#include "load/staging.hpp"
#include "table/table_shape.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// The foreign key with a name; null if there is none.
const foreign_key_shape* find_foreign_key(const table_shape& table, std::string_view name);

/// The same among the foreign keys that reference the table itself. For these, a part of the rows
/// may lack parents that follow later in the file.
const foreign_key_shape* find_self_reference(const table_shape& table, std::string_view name);

/// The lines of the first staged rows without a parent. For a self reference the parent may be one
/// of the staged rows.
std::vector<std::int64_t> find_orphan_rows(sqldb::transaction& transaction,
                                           const table_shape& table, const foreign_key_shape& key,
                                           const staging& stage, const staged_rows& rows,
                                           std::size_t limit);

} // namespace dunlin::seeder
