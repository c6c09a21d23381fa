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

} // namespace

std::vector<std::string> table_names(sqldb::executor& db, std::string_view ledger_schema) {
    std::vector<std::string> names;
    const sqldb::result rows = db.run(tables, {{"ledger_schema", ledger_schema}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        names.push_back(sqldb::decode_column<std::string>(rows[i], 0, "the table's name"));
    }
    return names;
}

} // namespace dunlin::commands
