// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// Those of constraints are a part of their constraint.
constexpr auto sql = R"(
SELECT x.oid, 'index', n.nspname, x.relname, f.index_name,
       concat(pg_get_indexdef(x.oid), E';\n',
              CASE WHEN i.indexprs IS NOT NULL THEN
              (SELECT string_agg(format(E'ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s;\n', f.index_name,
                                        a.attnum, a.attstattarget), '' ORDER BY a.attnum)
                 FROM pg_attribute a
                WHERE a.attrelid = x.oid AND a.attstattarget >= 0 AND NOT a.attisdropped) END,
              CASE WHEN i.indisclustered
                   THEN format(E'ALTER TABLE %s CLUSTER ON %I;\n', f.table_name, x.relname) END,
              CASE WHEN i.indisreplident
                   THEN format(E'ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %I;\n', f.table_name,
                               x.relname) END,
              CASE WHEN x.relispartition THEN
              (SELECT format(E'ALTER INDEX %I.%I ATTACH PARTITION %s;\n', pn.nspname, p.relname, f.index_name)
                 FROM pg_inherits h
                 JOIN pg_class p ON p.oid = h.inhparent
                 JOIN pg_namespace pn ON pn.oid = p.relnamespace
                WHERE h.inhrelid = x.oid) END),
       NULL, c.oid, NULL, NULL,
       CASE WHEN NOT i.indisvalid AND x.relkind = 'i' THEN 'the index is not valid' END
  FROM pg_index i
  JOIN pg_class x ON x.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = x.relnamespace
  JOIN pg_namespace tn ON tn.oid = c.relnamespace
 CROSS JOIN LATERAL (SELECT format('%I.%I', tn.nspname, c.relname) AS table_name,
                            format('%I.%I', n.nspname, x.relname) AS index_name) f
 WHERE {user_schema}
   AND NOT EXISTS (SELECT FROM pg_constraint k
                    WHERE k.conindid = x.oid AND k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x')))";

} // namespace

std::string indexes_sql(int) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
