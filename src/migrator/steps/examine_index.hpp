// SPDX-License-Identifier: MIT
#pragma once

#include "steps/examine.hpp"

#include <dunlin/sqltext/target.hpp>

namespace dunlin::migrator {

/// An index of a table, as the catalog has it.
struct index_info {
    std::string oid;
    std::string name; ///< quoted and qualified
    bool valid = false;
};

/// The name quoted, and qualified when it is, for to_regclass and for SQL.
std::string quoted(const sqldb::connection& db, const sqltext::object_name& name);

/// Indexes of a table, by OID.
std::vector<index_info> indexes_of(sqldb::connection& db, const std::string& table);

/// Whether an index is what a CREATE INDEX statement would make, by making it on an empty copy of
/// the table that is rolled back. Throws sql_error when that cannot be done.
bool is_same_index(sqldb::connection& db, std::string_view statement, const std::string& table,
                   const index_info& index);

step_effect examine_created_index(sqldb::connection& db, std::string_view statement,
                                  const sqltext::target& target, std::string_view before);
step_effect examine_leftover_index(sqldb::connection& db, const sqltext::target& target);
step_effect examine_reindex(sqldb::connection& db, const sqltext::target& target);

} // namespace dunlin::migrator
