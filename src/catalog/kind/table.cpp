// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {
namespace {

/// A column's own clauses. Defaults that refer to other objects are objects themselves, because a
/// function that a default calls may need the table.
constexpr auto sql = R"(
WITH tables AS MATERIALIZED (
  SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.relispartition, c.reltoastrelid,
         c.reloptions, c.relam, c.reltablespace, c.relpartbound, c.relowner, c.reloftype,
         c.relreplident, c.relrowsecurity, c.relforcerowsecurity, n.nspname,
         format('%I.%I', n.nspname, c.relname) AS full_name
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'f') AND {user_schema}
), identities AS (
  SELECT d.refobjid, d.refobjsubid,
         concat_ws(' ',
           CASE WHEN sn.nspname <> t.nspname OR s.relname <> format('%s_%s_seq', t.relname, a.attname)
                THEN format('SEQUENCE NAME %I.%I', sn.nspname, s.relname) END,
           CASE WHEN q.seqstart <> CASE WHEN q.seqincrement > 0 THEN 1 ELSE -1 END
                THEN 'START WITH ' || q.seqstart END,
           CASE WHEN q.seqincrement <> 1 THEN 'INCREMENT BY ' || q.seqincrement END,
           CASE WHEN q.seqmin <> CASE WHEN q.seqincrement > 0 THEN 1 ELSE r.lowest END
                THEN 'MINVALUE ' || q.seqmin END,
           CASE WHEN q.seqmax <> CASE WHEN q.seqincrement > 0 THEN r.highest ELSE -1 END
                THEN 'MAXVALUE ' || q.seqmax END,
           CASE WHEN q.seqcache <> 1 THEN 'CACHE ' || q.seqcache END,
           CASE WHEN q.seqcycle THEN 'CYCLE' END) AS options
    FROM pg_depend d
    JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_namespace sn ON sn.oid = s.relnamespace
    JOIN pg_sequence q ON q.seqrelid = s.oid
    JOIN tables t ON t.oid = d.refobjid
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
   CROSS JOIN LATERAL (SELECT (-2 ^ (8 * y.typlen - 1))::numeric AS lowest,
                              (2 ^ (8 * y.typlen::numeric - 1) - 1)::numeric AS highest
                         FROM pg_type y WHERE y.oid = q.seqtypid) r
   WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
     AND d.deptype = 'i' AND d.refobjsubid > 0
), columns AS (
  SELECT a.attrelid,
         bool_and(a.attislocal) FILTER (WHERE a.attinhcount > 0) AS keeps_order,
         string_agg(
           format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
           || coalesce(' OPTIONS (' || {column_options} || ')', '')
           || CASE WHEN a.attcollation <> y.typcollation AND l.oid IS NOT NULL
                   THEN format(' COLLATE %I.%I', ln.nspname, l.collname) ELSE '' END
           || CASE WHEN a.attgenerated = 's'
                   THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
                   WHEN a.attgenerated = 'v'
                   THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                   WHEN i.options IS NOT NULL
                   THEN ' GENERATED ' || CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END
                        || ' AS IDENTITY' || CASE i.options WHEN '' THEN '' ELSE ' (' || i.options || ')' END
                   WHEN d.oid IS NOT NULL AND NOT EXISTS (
                          SELECT FROM pg_depend p
                           WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
                             AND NOT (p.refclassid = 'pg_class'::regclass AND p.refobjid = a.attrelid))
                   THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
                   ELSE '' END
           || {not_null},
           E',\n    ' ORDER BY a.attnum)
           FILTER (WHERE a.attislocal OR t.relispartition) AS lines,
         string_agg(
           concat(
             {not_null_inherited},
             CASE WHEN NOT a.attislocal AND NOT t.relispartition AND d.oid IS NULL AND EXISTS (
                    SELECT FROM pg_inherits h
                      JOIN pg_attribute pa ON pa.attrelid = h.inhparent AND pa.attname = a.attname
                     WHERE h.inhrelid = a.attrelid AND pa.atthasdef AND pa.attgenerated = '')
                  THEN p.prefix || E'DROP DEFAULT;\n' END,
             CASE WHEN a.attstorage <> y.typstorage
                  THEN p.prefix || 'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN'
                       WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END || E';\n' END,
             CASE {compression} WHEN 'p' THEN p.prefix || E'SET COMPRESSION pglz;\n'
                                WHEN 'l' THEN p.prefix || E'SET COMPRESSION lz4;\n' END,
             CASE WHEN a.attstattarget >= 0
                  THEN p.prefix || format(E'SET STATISTICS %s;\n', a.attstattarget) END,
             p.prefix || 'SET (' || {attribute_options} || E');\n'),
           '' ORDER BY a.attnum) AS changes
    FROM tables t
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type y ON y.oid = a.atttypid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_namespace ln ON ln.oid = l.collnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    LEFT JOIN identities i ON i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
    {not_null_join}
   CROSS JOIN LATERAL (SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I ', t.full_name, a.attname)
                              AS prefix) p
   GROUP BY a.attrelid
), parents AS (
  SELECT h.inhrelid, string_agg(format('%I.%I', pn.nspname, p.relname), ', ' ORDER BY h.inhseqno) AS names,
         array_agg(format('%I.%I', pn.nspname, p.relname) ORDER BY h.inhseqno) AS each
    FROM pg_inherits h
    JOIN pg_class p ON p.oid = h.inhparent
    JOIN pg_namespace pn ON pn.oid = p.relnamespace
   WHERE EXISTS (SELECT FROM tables t WHERE t.oid = h.inhrelid)
   GROUP BY h.inhrelid
)
SELECT t.oid, CASE t.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END, t.nspname, t.relname,
       t.full_name,
       concat(
         'CREATE ', CASE t.relpersistence WHEN 'u' THEN 'UNLOGGED ' END,
         CASE t.relkind WHEN 'f' THEN 'FOREIGN ' END, 'TABLE ', t.full_name, ' (',
         E'\n    ' || c.lines || E'\n', ')',
         CASE WHEN NOT t.relispartition AND NOT coalesce(c.keeps_order, false)
              THEN E'\nINHERITS (' || p.names || ')' END,
         CASE t.relkind WHEN 'p' THEN E'\nPARTITION BY ' || pg_get_partkeydef(t.oid) END,
         (SELECT concat(format(E'\nSERVER %I', s.srvname), E'\nOPTIONS (' || {table_options} || ')')
            FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
           WHERE f.ftrelid = t.oid),
         (SELECT format(E'\nUSING %I', m.amname) FROM pg_am m WHERE m.oid = t.relam AND m.amname <> 'heap'),
         E'\nWITH (' || nullif(concat_ws(', ', {parameters}, {toast_parameters}), '') || ')',
         (SELECT format(E'\nTABLESPACE %I', s.spcname) FROM pg_tablespace s WHERE s.oid = t.reltablespace),
         E';\n',
         c.changes,
         CASE WHEN t.reloftype <> 0
              THEN format(E'ALTER TABLE ONLY %s OF %s;\n', t.full_name, format_type(t.reloftype, NULL)) END,
         CASE CASE WHEN t.relkind <> 'f' THEN t.relreplident END WHEN 'f' THEN format(E'ALTER TABLE ONLY %s REPLICA IDENTITY FULL;\n', t.full_name)
                             WHEN 'n' THEN format(E'ALTER TABLE ONLY %s REPLICA IDENTITY NOTHING;\n', t.full_name) END,
         CASE WHEN t.relrowsecurity THEN format(E'ALTER TABLE %s ENABLE ROW LEVEL SECURITY;\n', t.full_name) END,
         CASE WHEN t.relforcerowsecurity
              THEN format(E'ALTER TABLE ONLY %s FORCE ROW LEVEL SECURITY;\n', t.full_name) END),
       quote_ident(pg_get_userbyid(t.relowner)), 0, NULL,
       CASE WHEN t.relispartition
            THEN format(E'ALTER TABLE ONLY %s ATTACH PARTITION %s %s;\n', p.names, t.full_name,
                        pg_get_expr(t.relpartbound, t.oid))
            WHEN c.keeps_order
            THEN (SELECT string_agg(format(E'ALTER TABLE ONLY %s INHERIT %s;\n', t.full_name, e), '' ORDER BY o)
                    FROM unnest(p.each) WITH ORDINALITY AS u(e, o)) END,
       NULL
  FROM tables t
  LEFT JOIN columns c ON c.attrelid = t.oid
  LEFT JOIN parents p ON p.inhrelid = t.oid
  LEFT JOIN pg_class x ON x.oid = t.reltoastrelid)";

constexpr std::string_view not_null = "CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END";
constexpr std::string_view not_null_inherited =
    R"(CASE WHEN a.attnotnull AND NOT a.attislocal AND NOT t.relispartition
                  THEN p.prefix || E'SET NOT NULL;\n' END)";

/// From 18 on NOT NULL is a constraint with a name, which may be not valid or not inherited.
constexpr std::string_view not_null_named =
    R"(CASE WHEN nn.oid IS NULL OR NOT nn.convalidated THEN ''
                ELSE CASE WHEN nn.conname = format('%s_%s_not_null', t.relname, a.attname) THEN ''
                          ELSE format(' CONSTRAINT %I', nn.conname) END
                     || ' NOT NULL' || CASE WHEN nn.connoinherit THEN ' NO INHERIT' ELSE '' END END)";
constexpr std::string_view not_null_named_inherited = R"(
             CASE WHEN nn.conislocal AND (NOT nn.convalidated OR NOT a.attislocal AND NOT t.relispartition)
                  THEN format(E'ALTER TABLE ONLY %s ADD CONSTRAINT %I %s;\n', t.full_name, nn.conname,
                              pg_get_constraintdef(nn.oid)) END)";
constexpr std::string_view not_null_join =
    "LEFT JOIN pg_constraint nn ON nn.conrelid = a.attrelid AND nn.contype = 'n' "
    "AND nn.conkey = ARRAY[a.attnum]";

} // namespace

std::string tables_sql(int server_version) {
    const auto newer = [&](int version, std::string_view yes, std::string_view no) {
        return from_version(server_version, version, yes, no);
    };
    return fmt::format(
        sql, fmt::arg("user_schema", user_schema),
        fmt::arg("column_options", foreign_options("a.attfdwoptions")),
        fmt::arg("not_null", newer(180000, not_null_named, not_null)),
        fmt::arg("not_null_inherited", newer(180000, not_null_named_inherited, not_null_inherited)),
        fmt::arg("not_null_join", newer(180000, not_null_join, "")),
        fmt::arg("compression", newer(140000, "a.attcompression", "NULL::text")),
        fmt::arg("attribute_options", storage_parameters("a.attoptions")),
        fmt::arg("table_options", foreign_options("f.ftoptions")),
        fmt::arg("parameters", storage_parameters("t.reloptions")),
        fmt::arg("toast_parameters", storage_parameters("x.reloptions", "toast.")));
}

} // namespace dunlin::catalog
