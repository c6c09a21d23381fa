// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// Those of identity columns are a part of their table.
constexpr auto sql = R"(
SELECT c.oid, 'sequence', n.nspname, c.relname, f.full_name,
       concat('CREATE ', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' END, 'SEQUENCE ', f.full_name,
              CASE WHEN q.seqtypid <> 'bigint'::regtype THEN ' AS ' || format_type(q.seqtypid, NULL) END,
              E'\n    START WITH ', q.seqstart, ' INCREMENT BY ', q.seqincrement,
              ' MINVALUE ', q.seqmin, ' MAXVALUE ', q.seqmax, ' CACHE ', q.seqcache,
              CASE WHEN q.seqcycle THEN ' CYCLE' END, E';\n',
              (SELECT format(E'ALTER SEQUENCE %s OWNED BY %I.%I.%I;\n', f.full_name, tn.nspname, t.relname,
                             a.attname)
                 FROM pg_class t
                 JOIN pg_namespace tn ON tn.oid = t.relnamespace
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
                WHERE t.oid = d.refobjid)),
       quote_ident(pg_get_userbyid(c.relowner)), coalesce(d.refobjid, 0), NULL, NULL, NULL
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_sequence q ON q.seqrelid = c.oid
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                       AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
 CROSS JOIN LATERAL (SELECT format('%I.%I', n.nspname, c.relname) AS full_name) f
 WHERE c.relkind = 'S' AND d.deptype IS DISTINCT FROM 'i' AND {user_schema})";

} // namespace

std::string sequences_sql(int) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
