// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <string>

namespace dunlin::catalog {

/// INSERT statements for all rows of a table, ordered by its primary key or else by all columns,
/// and the positions of its sequences. In the transaction of read_snapshot().
std::string read_table_data(sqldb::transaction& tx, const object& table);

} // namespace dunlin::catalog
