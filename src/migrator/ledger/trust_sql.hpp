// SPDX-License-Identifier: MIT
#pragma once

// What the catalog says of a ledger's tables. Everything is qualified, operators included: the
// tables may be another role's, and so may be the objects in search_path.
namespace dunlin::migrator::trust_sql {

/// One row for each table that exists; {0} their oids. A type from 16384 on is not the server's
/// own (access/transam.h), and may have casts that are functions.
inline constexpr auto check = R"(
SELECT c.relkind OPERATOR(pg_catalog.=) 'r' AND NOT c.relhasrules AND NOT c.relhassubclass
       AND NOT c.relispartition AND NOT pg_catalog.row_security_active(c.oid)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a
                        WHERE a.attrelid OPERATOR(pg_catalog.=) c.oid
                          AND a.attnum OPERATOR(pg_catalog.>) 0
                          AND a.atttypid OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid)
           AS is_ordinary,
       pg_catalog.pg_get_userbyid(c.relowner) OPERATOR(pg_catalog.=) current_user AS is_own,
       {1} AS is_plain
  FROM pg_catalog.pg_class AS c
 WHERE c.oid OPERATOR(pg_catalog.=) ANY (ARRAY[{0}]::pg_catalog.oid[]))";

/// Whether a row that is written there can run nothing but what ledgers are made with: the
/// functions of their own defaults and checks (67 texteq, 216 float8mul, 316 float8(int4), 406
/// text(name), 480 int4(int8), 483 int8(float8), 1172 date_part, 1188 timestamptz_mi, 1299 now,
/// 1574 nextval, 2027 timestamp(timestamptz), 2649 clock_timestamp). Cheap, and careful: where it
/// is false, `examine` lists the reasons.
inline constexpr auto is_plain = R"(
       NOT (c.relhastriggers
            AND EXISTS (SELECT FROM pg_catalog.pg_trigger AS t
                         WHERE t.tgrelid OPERATOR(pg_catalog.=) c.oid AND NOT t.tgisinternal))
       AND (SELECT pg_catalog.pg_get_userbyid(n.nspowner) OPERATOR(pg_catalog.=) ANY
                       (ARRAY[current_user, 'pg_database_owner'])
              FROM pg_catalog.pg_namespace AS n
             WHERE n.oid OPERATOR(pg_catalog.=) c.relnamespace)
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_attrdef AS d
                        WHERE d.adrelid OPERATOR(pg_catalog.=) c.oid
                          AND d.adbin::pg_catalog.text OPERATOR(pg_catalog.~) {0})
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k
                        WHERE k.conrelid OPERATOR(pg_catalog.=) c.oid
                          AND k.conbin::pg_catalog.text OPERATOR(pg_catalog.~) {0})
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_index AS i
                        WHERE i.indrelid OPERATOR(pg_catalog.=) c.oid
                          AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL))
       AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(c.relacl) AS granted
                        WHERE granted.privilege_type OPERATOR(pg_catalog.=) 'TRIGGER'
                          AND granted.grantee OPERATOR(pg_catalog.<>) c.relowner))";

/// Matches the stored form of an expression (pg_node_tree) that calls another function, or casts
/// to a type that may be a domain.
inline constexpr auto unknown_call =
    R"('funcid (?!(?:0|67|216|316|406|480|483|1172|1188|1299|1574|2027|2649)\M)|resulttype \d{5}')";

/// Fails where a row does not satisfy {2}, before the next statement of the same message is even
/// planned: a view could run functions then.
inline constexpr auto stop_unless = R"(
SELECT (CASE WHEN {2} THEN '0' ELSE '{1}' END)::pg_catalog.int4, look.is_own, look.is_plain
  FROM ({0}) AS look;)";

inline constexpr auto can_be_read = "look.is_ordinary";
inline constexpr auto can_be_written = "look.is_ordinary AND look.is_own AND look.is_plain";
inline constexpr auto stop_text = "dunlin: look at this table first";

/// All reasons not to trust a ledger, a row for each. {0} "true" or, from PostgreSQL 16 on, the
/// condition for a membership that gives rights. An expression's functions are read from its stored
/// form, since pg_depend does not know the server's own; of these, the ones that may do something
/// or run a query count as well, for a table may have had another owner.
inline constexpr auto examine = R"(
WITH RECURSIVE mine (oid) AS (
    SELECT r.oid FROM pg_catalog.pg_roles AS r
     WHERE r.rolname OPERATOR(pg_catalog.=) current_user
    UNION
    SELECT m.roleid FROM pg_catalog.pg_auth_members AS m
      JOIN mine ON m.member OPERATOR(pg_catalog.=) mine.oid
     WHERE {0}),
trusted (oid) AS MATERIALIZED (
    SELECT mine.oid FROM mine
    UNION
    SELECT r.oid FROM pg_catalog.pg_roles AS r
     WHERE r.rolsuper OR r.rolname OPERATOR(pg_catalog.=) 'pg_database_owner'
        OR r.rolname::pg_catalog.text OPERATOR(pg_catalog.=) ANY (:owners::pg_catalog.text[])
    UNION
    SELECT d.datdba FROM pg_catalog.pg_database AS d
     WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()),
relations AS MATERIALIZED (
    SELECT c.oid, c.relowner, c.relnamespace, c.relkind, c.relispartition, c.relforcerowsecurity,
           n.nspname AS schema, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
           NOT EXISTS (SELECT FROM trusted AS t
                        WHERE t.oid OPERATOR(pg_catalog.=) c.relowner) AS is_strange
      FROM pg_catalog.unnest(:tables::pg_catalog.text[]) AS wanted (name)
      JOIN pg_catalog.pg_class AS c
        ON c.oid OPERATOR(pg_catalog.=) pg_catalog.to_regclass(wanted.name)::pg_catalog.oid
      JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace),
expressions (kind, name, relation, source) AS (
    SELECT 'default', a.attname, r.oid, d.adbin::pg_catalog.text
      FROM relations AS r
      JOIN pg_catalog.pg_attrdef AS d ON d.adrelid OPERATOR(pg_catalog.=) r.oid
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) r.oid
                                       AND a.attnum OPERATOR(pg_catalog.=) d.adnum
    UNION ALL
    SELECT 'check', k.conname, r.oid, k.conbin::pg_catalog.text
      FROM relations AS r
      JOIN pg_catalog.pg_constraint AS k ON k.conrelid OPERATOR(pg_catalog.=) r.oid
     WHERE k.conbin IS NOT NULL
    UNION ALL
    SELECT 'index', c.relname, r.oid, pg_catalog.concat(i.indexprs, ' ', i.indpred)
      FROM relations AS r
      JOIN pg_catalog.pg_index AS i ON i.indrelid OPERATOR(pg_catalog.=) r.oid
      JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.indexrelid),
calls (kind, name, relation, function) AS (
    SELECT 'trigger', t.tgname, r.oid, t.tgfoid
      FROM relations AS r
      JOIN pg_catalog.pg_trigger AS t ON t.tgrelid OPERATOR(pg_catalog.=) r.oid
     WHERE NOT t.tgisinternal
    UNION
    SELECT e.kind, e.name, e.relation, called.found[1]::pg_catalog.oid
      FROM expressions AS e
     CROSS JOIN pg_catalog.regexp_matches(e.source, 'funcid (\d+)', 'g') AS called (found)),
types (kind, name, relation, type) AS (
    SELECT 'type', a.attname, r.oid, a.atttypid
      FROM relations AS r
      JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) r.oid
     WHERE a.attnum OPERATOR(pg_catalog.>) 0
    UNION
    SELECT e.kind, e.name, e.relation, made.found[1]::pg_catalog.oid
      FROM expressions AS e
     CROSS JOIN pg_catalog.regexp_matches(e.source, 'resulttype (\d+)', 'g') AS made (found)),
found (place, kind, name, relation, owner, object) AS (
    SELECT 1, 'schema', pg_catalog.quote_ident(n.nspname), NULL::pg_catalog.text, n.nspowner,
           NULL::pg_catalog.text
      FROM pg_catalog.pg_namespace AS n
     WHERE n.oid OPERATOR(pg_catalog.=) ANY (SELECT r.relnamespace FROM relations AS r)
       AND NOT EXISTS (SELECT FROM trusted AS t WHERE t.oid OPERATOR(pg_catalog.=) n.nspowner)
    UNION ALL
    SELECT 2, 'table', r.name, r.name, r.relowner, NULL FROM relations AS r WHERE r.is_strange
    UNION ALL
    SELECT 3, 'kind', r.name, r.name, r.relowner,
           CASE WHEN r.relispartition THEN 'partition' ELSE r.relkind::pg_catalog.text END
      FROM relations AS r
     WHERE r.relkind OPERATOR(pg_catalog.<>) 'r' OR r.relispartition
    UNION ALL
    SELECT 4, 'row_security', r.name, r.name, r.relowner,
           CASE WHEN r.relforcerowsecurity
                 AND EXISTS (SELECT FROM mine WHERE mine.oid OPERATOR(pg_catalog.=) r.relowner)
                THEN 'forced' END
      FROM relations AS r
     WHERE pg_catalog.row_security_active(r.oid)
    UNION ALL
    SELECT 5, 'rule', pg_catalog.quote_ident(w.rulename), r.name, r.relowner, NULL
      FROM relations AS r
      JOIN pg_catalog.pg_rewrite AS w ON w.ev_class OPERATOR(pg_catalog.=) r.oid
     WHERE r.relkind OPERATOR(pg_catalog.=) 'r'
    UNION ALL
    SELECT 6, 'child', i.inhrelid::pg_catalog.regclass::pg_catalog.text, r.name, c.relowner, NULL
      FROM relations AS r
      JOIN pg_catalog.pg_inherits AS i ON i.inhparent OPERATOR(pg_catalog.=) r.oid
      JOIN pg_catalog.pg_class AS c ON c.oid OPERATOR(pg_catalog.=) i.inhrelid
     WHERE r.relkind OPERATOR(pg_catalog.=) 'r'
    UNION ALL
    SELECT 7, y.kind, pg_catalog.quote_ident(y.name), r.name, t.typowner,
           pg_catalog.format_type(t.oid, NULL)
      FROM types AS y
      JOIN relations AS r ON r.oid OPERATOR(pg_catalog.=) y.relation
      JOIN pg_catalog.pg_type AS t ON t.oid OPERATOR(pg_catalog.=) y.type
     WHERE NOT EXISTS (SELECT FROM trusted AS o WHERE o.oid OPERATOR(pg_catalog.=) t.typowner)
    UNION ALL
    SELECT 8, c.kind,
           CASE WHEN c.kind OPERATOR(pg_catalog.=) 'index'
                THEN pg_catalog.format('%I.%I', r.schema, c.name)
                ELSE pg_catalog.quote_ident(c.name) END, r.name, p.proowner,
           p.oid::pg_catalog.regprocedure::pg_catalog.text
      FROM calls AS c
      JOIN relations AS r ON r.oid OPERATOR(pg_catalog.=) c.relation
      JOIN pg_catalog.pg_proc AS p ON p.oid OPERATOR(pg_catalog.=) c.function
     WHERE NOT EXISTS (SELECT FROM trusted AS t WHERE t.oid OPERATOR(pg_catalog.=) p.proowner)
        OR (r.is_strange AND p.oid OPERATOR(pg_catalog.>=) 16384::pg_catalog.oid)
        OR (c.kind OPERATOR(pg_catalog.<>) 'trigger'
            AND p.oid OPERATOR(pg_catalog.<) 16384::pg_catalog.oid
            AND (pg_catalog.strpos(p.proname, '_to_xml') OPERATOR(pg_catalog.>) 0
                 OR (p.provolatile OPERATOR(pg_catalog.=) 'v'
                     AND p.proname OPERATOR(pg_catalog.<>) ALL
                         (ARRAY['clock_timestamp', 'gen_random_uuid', 'nextval', 'random',
                                'timeofday', 'uuidv4', 'uuidv7'])))))
SELECT f.kind, f.name, f.relation, pg_catalog.pg_get_userbyid(f.owner)::pg_catalog.text,
       pg_catalog.quote_ident(current_user), f.object
  FROM found AS f
 ORDER BY f.place, f.relation, f.name, f.object)";

/// The memberships that let a role act as another; one that only administers the other does not.
inline constexpr auto gives_rights = "(m.inherit_option OR m.set_option)";

} // namespace dunlin::migrator::trust_sql
