// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>
#include <dunlin/sqldb/result.hpp>

#include <functional>
#include <vector>

namespace dunlin::sqldb {
class executor;
}

namespace dunlin::commands {

/// Whether all types are PostgreSQL's own, so that describe_columns() need not ask the server.
bool are_built_in(const std::vector<sqldb::column>& columns);

/// Result columns as output wants them. Types that are not PostgreSQL's own (enums, extensions) are
/// looked up in pg_type by `db`; with null they count as text.
std::vector<output::column> describe_columns(const std::vector<sqldb::column>& columns,
                                             sqldb::executor* db);

} // namespace dunlin::commands
