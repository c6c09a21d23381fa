// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// The stub is a view with the same columns, for views that refer to each other in a circle.
constexpr auto sql = R"(
SELECT c.oid, CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, n.nspname, c.relname,
       f.full_name,
       concat('CREATE ', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED ' END, 'VIEW ', f.full_name,
              (SELECT format(E'\nUSING %I', m.amname) FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap'),
              E'\nWITH (' || {parameters} || ')',
              (SELECT format(E'\nTABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = c.reltablespace),
              E' AS\n', rtrim(pg_get_viewdef(c.oid), ';'),
              CASE c.relkind WHEN 'm' THEN E'\nWITH NO DATA' END, E';\n', k.changes),
       quote_ident(pg_get_userbyid(c.relowner)), 0,
       CASE c.relkind WHEN 'v'
            THEN format(E'CREATE VIEW %s AS\n SELECT %s;\n', f.full_name, k.stub) END,
       NULL, NULL
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL (SELECT format('%I.%I', n.nspname, c.relname) AS full_name) f
 CROSS JOIN LATERAL (
       SELECT string_agg(concat(
                CASE WHEN c.relkind = 'm' AND a.attstorage <> y.typstorage
                     THEN p.prefix || 'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN'
                          WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END || E';\n' END,
                CASE {compression} WHEN 'p' THEN p.prefix || E'SET COMPRESSION pglz;\n'
                                   WHEN 'l' THEN p.prefix || E'SET COMPRESSION lz4;\n' END,
                CASE WHEN a.attstattarget >= 0
                     THEN p.prefix || format(E'SET STATISTICS %s;\n', a.attstattarget) END,
                p.prefix || 'SET (' || {attribute_options} || E');\n'), '' ORDER BY a.attnum) AS changes,
              string_agg(format('NULL::%s%s AS %I', format_type(a.atttypid, a.atttypmod),
                           CASE WHEN a.attcollation <> y.typcollation
                                THEN format(' COLLATE %I.%I', ln.nspname, l.collname) END,
                           a.attname), ', ' ORDER BY a.attnum) AS stub
         FROM pg_attribute a
         JOIN pg_type y ON y.oid = a.atttypid
         LEFT JOIN pg_collation l ON l.oid = a.attcollation
         LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
        CROSS JOIN LATERAL (SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I ', f.full_name, a.attname)
                                   AS prefix) p
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) k
 WHERE c.relkind IN ('v', 'm') AND {user_schema})";

} // namespace

std::string views_sql(int server_version) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema),
                       fmt::arg("parameters", storage_parameters("c.reloptions")),
                       fmt::arg("compression", from_version(server_version, 140000,
                                                            "a.attcompression", "NULL::text")),
                       fmt::arg("attribute_options", storage_parameters("a.attoptions")));
}

} // namespace dunlin::catalog
