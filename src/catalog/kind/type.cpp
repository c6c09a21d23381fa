// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// A range whose functions take the range itself needs a shell first, which is its stub.
constexpr auto types = R"(
SELECT t.oid, CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, n.nspname, t.typname, f.full_name,
       CASE t.typtype
       WHEN 'd' THEN concat(
         'CREATE DOMAIN ', f.full_name, ' AS ', format_type(t.typbasetype, t.typtypmod),
         (SELECT format(' COLLATE %I.%I', ln.nspname, l.collname)
            FROM pg_collation l
            JOIN pg_namespace ln ON ln.oid = l.collnamespace
            JOIN pg_type b ON b.oid = t.typbasetype AND b.typcollation <> l.oid
           WHERE l.oid = t.typcollation),
         ' DEFAULT ' || coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)),
         {not_null}, E';\n')
       WHEN 'e' THEN concat(
         'CREATE TYPE ', f.full_name, ' AS ENUM (',
         (SELECT E'\n    ' || string_agg(quote_literal(e.enumlabel), E',\n    ' ORDER BY e.enumsortorder) || E'\n'
            FROM pg_enum e WHERE e.enumtypid = t.oid), E');\n')
       WHEN 'c' THEN concat(
         'CREATE TYPE ', f.full_name, ' AS (',
         (SELECT E'\n    ' || string_agg(
                   format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                   || CASE WHEN a.attcollation <> y.typcollation
                           THEN format(' COLLATE %I.%I', ln.nspname, l.collname) ELSE '' END,
                   E',\n    ' ORDER BY a.attnum) || E'\n'
            FROM pg_attribute a
            JOIN pg_type y ON y.oid = a.atttypid
            LEFT JOIN pg_collation l ON l.oid = a.attcollation
            LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
           WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), E');\n')
       ELSE (SELECT concat(
               'CREATE TYPE ', f.full_name, E' AS RANGE (\n    ', concat_ws(E',\n    ',
                 'SUBTYPE = ' || format_type(r.rngsubtype, NULL),
                 {multirange},
                 (SELECT format('SUBTYPE_OPCLASS = %I.%I', sn.nspname, o.opcname)
                    FROM pg_opclass o JOIN pg_namespace sn ON sn.oid = o.opcnamespace
                   WHERE o.oid = r.rngsubopc AND NOT o.opcdefault),
                 (SELECT format('COLLATION = %I.%I', ln.nspname, l.collname)
                    FROM pg_collation l
                    JOIN pg_namespace ln ON ln.oid = l.collnamespace
                    JOIN pg_type b ON b.oid = r.rngsubtype AND b.typcollation <> l.oid
                   WHERE l.oid = r.rngcollation),
                 'CANONICAL = ' || nullif(r.rngcanonical::text, '-'),
                 'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff::text, '-')), E'\n);\n')
               FROM pg_range r WHERE r.rngtypid = t.oid) END,
       quote_ident(pg_get_userbyid(t.typowner)), 0,
       CASE t.typtype WHEN 'r' THEN format(E'CREATE TYPE %s;\n', f.full_name) END, NULL, NULL
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_class c ON c.oid = t.typrelid
 CROSS JOIN LATERAL (SELECT format('%I.%I', n.nspname, t.typname) AS full_name) f
 WHERE (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c') AND {user_schema})";

constexpr std::string_view multirange =
    R"('MULTIRANGE_TYPE_NAME = ' || (SELECT format('%I.%I', mn.nspname, m.typname)
                    FROM pg_type m JOIN pg_namespace mn ON mn.oid = m.typnamespace
                   WHERE m.oid = r.rngmultitypid))";

constexpr std::string_view not_null = "CASE WHEN t.typnotnull THEN ' NOT NULL' END";
constexpr std::string_view not_null_named = R"(
         CASE WHEN t.typnotnull
              THEN (SELECT format(' CONSTRAINT %I', k.conname) FROM pg_constraint k
                     WHERE k.contypid = t.oid AND k.contype = 'n'
                       AND k.conname <> t.typname || '_not_null') END,
         CASE WHEN t.typnotnull THEN ' NOT NULL' END)";

} // namespace

std::string types_sql(int server_version) {
    return fmt::format(
        types, fmt::arg("user_schema", user_schema),
        fmt::arg("multirange", from_version(server_version, 140000, multirange, "NULL::text")),
        fmt::arg("not_null", from_version(server_version, 170000, not_null_named, not_null)));
}

} // namespace dunlin::catalog
