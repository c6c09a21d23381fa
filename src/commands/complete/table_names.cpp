// SPDX-License-Identifier: MIT
#include "complete/table_names.hpp"

#include <dunlin/sqldb/query.hpp>

namespace dunlin::commands {
namespace {

constexpr std::string_view tables = R"(
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
            ELSE n.nspname || '.' || c.relname END
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p')
   AND n.nspname NOT IN ('information_schema', :ledger_schema)
   AND n.nspname NOT LIKE 'pg\_%'
 ORDER BY 1)";

/// Relations and functions.
constexpr std::string_view objects = R"(
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN c.relname::text
            ELSE n.nspname || '.' || c.relname END
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
   AND n.nspname NOT IN ('information_schema', :ledger_schema)
   AND n.nspname NOT LIKE 'pg\_%'
 UNION
SELECT CASE WHEN pg_function_is_visible(p.oid) THEN p.proname::text
            ELSE n.nspname || '.' || p.proname END
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
 ORDER BY 1)";

std::vector<std::string> names_of(sqldb::executor& db, std::string_view sql,
                                  std::string_view ledger_schema) {
    std::vector<std::string> names;
    const sqldb::result rows = db.run(sql, {{"ledger_schema", ledger_schema}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        names.push_back(sqldb::decode_column<std::string>(rows[i], 0, "the name"));
    }
    return names;
}

} // namespace

std::vector<std::string> table_names(sqldb::executor& db, std::string_view ledger_schema) {
    return names_of(db, tables, ledger_schema);
}

std::vector<std::string> object_names(sqldb::executor& db, std::string_view ledger_schema) {
    return names_of(db, objects, ledger_schema);
}

} // namespace dunlin::commands
