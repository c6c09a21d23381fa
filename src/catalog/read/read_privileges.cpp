// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "read/read_objects.hpp"

#include <dunlin/sqldb/executor.hpp>

#include <fmt/format.h>

namespace dunlin::catalog {
namespace {

/// Only what differs from the privileges that an object has when it is created, so that the owner's
/// own, which are the default, need no name.
constexpr auto privileges = R"(
WITH lists AS (
  SELECT 'pg_class'::regclass::oid AS catalog, c.oid, NULL::text AS part,
         format('%s %I.%I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, n.nspname, c.relname) AS target,
         c.relacl AS acl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS base
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relacl IS NOT NULL AND {user_schema}
   UNION ALL
  SELECT 'pg_class'::regclass, c.oid, quote_ident(a.attname), format('TABLE %I.%I', n.nspname, c.relname),
         a.attacl, NULL
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attacl IS NOT NULL AND NOT a.attisdropped AND {user_schema}
   UNION ALL
  SELECT 'pg_proc'::regclass, p.oid, NULL,
         format('%s %I.%I(%s)', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname,
                pg_get_function_identity_arguments(p.oid)), p.proacl, acldefault('f', p.proowner)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
   WHERE p.proacl IS NOT NULL AND {user_schema}
   UNION ALL
  SELECT 'pg_type'::regclass, t.oid, NULL, format('TYPE %I.%I', n.nspname, t.typname), t.typacl,
         acldefault('T', t.typowner)
    FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typacl IS NOT NULL AND {user_schema}
   UNION ALL
  SELECT 'pg_namespace'::regclass, n.oid, NULL, format('SCHEMA %I', n.nspname), n.nspacl,
         acldefault('n', n.nspowner)
    FROM pg_namespace n
   WHERE n.nspacl IS NOT NULL AND {user_schema}
   UNION ALL
  SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, NULL, format('FOREIGN DATA WRAPPER %I', w.fdwname), w.fdwacl,
         acldefault('F', w.fdwowner)
    FROM pg_foreign_data_wrapper w
   WHERE w.fdwacl IS NOT NULL
   UNION ALL
  SELECT 'pg_foreign_server'::regclass, s.oid, NULL, format('FOREIGN SERVER %I', s.srvname), s.srvacl,
         acldefault('S', s.srvowner)
    FROM pg_foreign_server s
   WHERE s.srvacl IS NOT NULL
), changes AS (
  SELECT l.catalog, l.oid, l.target, 'GRANT' AS verb, x.grantee, x.is_grantable,
         x.privilege_type || coalesce(' (' || l.part || ')', '') AS privilege
    FROM lists l CROSS JOIN aclexplode(l.acl) x
   WHERE NOT EXISTS (SELECT FROM aclexplode(l.base) b
                      WHERE (b.grantee, b.privilege_type, b.is_grantable)
                          = (x.grantee, x.privilege_type, x.is_grantable))
   UNION
  SELECT l.catalog, l.oid, l.target, 'REVOKE', b.grantee, false, b.privilege_type
    FROM lists l CROSS JOIN aclexplode(l.base) b
   WHERE NOT EXISTS (SELECT FROM aclexplode(l.acl) x
                      WHERE (b.grantee, b.privilege_type) = (x.grantee, x.privilege_type))
), statements AS (
  SELECT catalog, oid, verb, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS role,
         is_grantable, target, string_agg(privilege, ', ' ORDER BY privilege) AS privileges
    FROM changes
   GROUP BY catalog, oid, verb, grantee, is_grantable, target
)
SELECT catalog, oid,
       string_agg(format(E'%s %s ON %s %s %s%s;\n', verb, privileges, target,
                         CASE verb WHEN 'GRANT' THEN 'TO' ELSE 'FROM' END, role,
                         CASE WHEN is_grantable THEN ' WITH GRANT OPTION' END),
                  '' ORDER BY verb DESC, target, role, is_grantable)
  FROM statements
 GROUP BY catalog, oid)";

} // namespace

void read_privileges(sqldb::executor& db, object_list& list) {
    const std::string sql = fmt::format(privileges, fmt::arg("user_schema", user_schema));
    db.stream(sql, {}, [&](const sqldb::row& row) {
        const std::size_t at = list.find({oid_of(row, 0), oid_of(row, 1)});
        if (at != object_list::npos) {
            list.objects[at].privileges += row.text(2);
        }
    });
}

} // namespace dunlin::catalog
