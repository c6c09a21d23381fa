// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/error.hpp>

#include <string>

namespace dunlin::migrator {

/// Whether a table or schema that a statement names is missing.
bool is_missing_object(const sqldb::sql_error& problem) noexcept;

/// Whether the schema is missing.
bool is_missing_schema(const sqldb::sql_error& problem) noexcept;

/// Whether the role may not do it, or a policy forbids the row.
bool is_missing_privilege(const sqldb::sql_error& problem) noexcept;

/// The errors of an object that exists already (manual, appendix A): a schema, a
/// table, a type, a row of a catalog that another session had not committed yet.
bool is_there_already(const sqldb::sql_error& problem) noexcept;

/// Says what is wrong with a ledger that cannot be read: altered by hand, or not for this role.
[[noreturn]] void throw_ledger_error(const sqldb::sql_error& problem, const std::string& table);

/// Explains why the ledger cannot be created: no privilege, or a server that accepts no writes.
[[noreturn]] void throw_creation_error(const sqldb::sql_error& problem, const std::string& schema,
                                       const std::string& table);

} // namespace dunlin::migrator
