// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>
#include <dunlin/sqldb/result.hpp>

#include <vector>

namespace dunlin::sqldb {
class executor;
}

namespace dunlin::commands {

/// Whether all types are PostgreSQL's own, so that describe_columns() needs no query.
bool are_built_in(const std::vector<sqldb::column>& columns);

/// The output's columns for those of a result. Other types than PostgreSQL's own (enums,
/// extensions) are looked up in pg_type with `db`; when that is null they are text.
std::vector<output::column> describe_columns(const std::vector<sqldb::column>& columns,
                                             sqldb::executor* db);

} // namespace dunlin::commands
