// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::catalog {

/// One query for one kind of object, or for a few that are alike.
///
/// Its columns: oid, kind ("materialized view"), schema (NULL: in none), name, identity (what
/// follows the kind in COMMENT ON), definition (SQL statements), owner, relation (the table that it
/// is a part of, or 0), stub (SQL that lets other objects refer to it before it is complete, or
/// NULL), tail (statements that must run after the relation's checks exist, or NULL), note (why a
/// script leaves it out, or NULL), and for constraints pg_constraint's contype.
struct kind_query {
    std::string_view catalog; ///< the system catalog that the oid is of
    std::string (*sql)(int server_version);
};

// Each in the file of its name.
std::string schemas_sql(int server_version);
std::string extensions_sql(int server_version);
std::string tables_sql(int server_version);
std::string defaults_sql(int server_version);
std::string sequences_sql(int server_version);
std::string views_sql(int server_version);
std::string constraints_sql(int server_version);
std::string indexes_sql(int server_version);
std::string routines_sql(int server_version);
std::string aggregates_sql(int server_version);
std::string triggers_sql(int server_version);
std::string event_triggers_sql(int server_version);
std::string rules_sql(int server_version);
std::string policies_sql(int server_version);
std::string types_sql(int server_version);
std::string collations_sql(int server_version);
std::string casts_sql(int server_version);
std::string operators_sql(int server_version);
std::string operator_families_sql(int server_version);
std::string operator_classes_sql(int server_version);
std::string text_search_dictionaries_sql(int server_version);
std::string text_search_configurations_sql(int server_version);
std::string statistics_sql(int server_version);
std::string publications_sql(int server_version);
std::string subscriptions_sql(int server_version);
std::string foreign_data_wrappers_sql(int server_version);
std::string foreign_servers_sql(int server_version);

} // namespace dunlin::catalog
