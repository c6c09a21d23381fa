// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// A constraint that came from a parent table is its parent's, except that a partition is made
/// alone and attached, and so needs its own checks and keys. NOT NULL is a part of the column.
constexpr auto sql = R"(
SELECT k.oid, 'constraint', n.nspname, k.conname,
       format('%I ON %s', k.conname, CASE WHEN k.contypid <> 0 THEN 'DOMAIN ' || format_type(k.contypid, NULL)
                                          ELSE f.full_name END),
       CASE WHEN k.contypid <> 0
            THEN format(E'ALTER DOMAIN %s ADD CONSTRAINT %I %s;\n', format_type(k.contypid, NULL), k.conname,
                        pg_get_constraintdef(k.oid))
            ELSE concat(
              'ALTER TABLE ',
              CASE WHEN k.contype = 'c' OR k.contype = 'f' AND c.relkind = 'p' THEN NULL ELSE 'ONLY ' END,
              f.full_name, E'\n    ADD CONSTRAINT ', quote_ident(k.conname), ' ',
              pg_get_constraintdef(k.oid), E';\n',
              CASE WHEN k.contype IN ('p', 'u', 'x')
                   THEN concat(
                     format('ALTER INDEX %s SET (', f.index_name)
                       || CASE k.contype WHEN 'x' THEN NULL ELSE {parameters} END || E');\n',
                     (SELECT format(E'ALTER INDEX %s SET TABLESPACE %I;\n', f.index_name, s.spcname)
                        FROM pg_tablespace s WHERE s.oid = x.reltablespace AND k.contype <> 'x'),
                     CASE WHEN i.indisclustered
                          THEN format(E'ALTER TABLE %s CLUSTER ON %I;\n', f.full_name, x.relname) END,
                     CASE WHEN i.indisreplident
                          THEN format(E'ALTER TABLE ONLY %s REPLICA IDENTITY USING INDEX %I;\n', f.full_name,
                                      x.relname) END,
                     CASE WHEN x.relispartition THEN
                     (SELECT format(E'ALTER INDEX %I.%I ATTACH PARTITION %s;\n', pn.nspname, p.relname,
                                    f.index_name)
                        FROM pg_inherits h
                        JOIN pg_class p ON p.oid = h.inhparent
                        JOIN pg_namespace pn ON pn.oid = p.relnamespace
                       WHERE h.inhrelid = x.oid) END) END) END,
       NULL, k.conrelid, NULL, NULL, NULL, k.contype
  FROM pg_constraint k
  JOIN pg_namespace n ON n.oid = k.connamespace
  LEFT JOIN pg_class c ON c.oid = k.conrelid
  LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_class x ON x.oid = i.indexrelid
 CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS full_name,
                            quote_ident(n.nspname) || '.' || quote_ident(x.relname) AS index_name) f
 WHERE {user_schema}
   AND CASE k.contype WHEN 'c' THEN k.contypid <> 0 OR k.conislocal OR c.relispartition
                      WHEN 'f' THEN k.conparentid = 0
                      ELSE k.contype IN ('p', 'u', 'x') END)";

} // namespace

std::string constraints_sql(int) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema),
                       fmt::arg("parameters", storage_parameters("x.reloptions")));
}

} // namespace dunlin::catalog
