// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/executor.hpp>

#include <string>
#include <vector>

namespace dunlin::widgetdb {

/// What the tables of a database lack: a table, a column, or a column's type.
struct schema_problem {
    std::string text;      ///< "widgets.tags is missing"
    std::string migration; ///< the version of the migration that brings it
};

/// Compares the tables with those of migrations/, in the order of the migrations. Nothing where
/// table widgets does not exist, since then no migration was applied, or where it lacks a column of
/// its first migration, since then it is another table.
std::vector<schema_problem> find_schema_problems(sqldb::executor& db);

/// A schema with tables users and widgets that is not in the search path; empty: none.
std::string find_other_schema(sqldb::executor& db);

/// The last migration whose tables and columns are there, if that is the first problem: the version
/// for `migrate baseline`.
std::string version_before(const schema_problem& first);

} // namespace dunlin::widgetdb
