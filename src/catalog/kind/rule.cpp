// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto rules = R"(
SELECT r.oid, 'rule', n.nspname, r.rulename, format('%I ON %I.%I', r.rulename, n.nspname, c.relname),
       concat(pg_get_ruledef(r.oid), E'\n',
              CASE WHEN r.ev_enabled <> 'O'
                   THEN format(E'ALTER TABLE %I.%I %s RULE %I;\n', n.nspname, c.relname,
                               CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA'
                                                 ELSE 'ENABLE ALWAYS' END, r.rulename) END),
       NULL, c.oid, NULL, NULL, NULL
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE r.rulename <> '_RETURN' AND {user_schema})";

constexpr auto policies = R"(
SELECT p.oid, 'policy', n.nspname, p.polname, format('%I ON %I.%I', p.polname, n.nspname, c.relname),
       concat(format('CREATE POLICY %I ON %I.%I', p.polname, n.nspname, c.relname),
              CASE WHEN NOT p.polpermissive THEN E'\n    AS RESTRICTIVE' END,
              CASE p.polcmd WHEN 'r' THEN E'\n    FOR SELECT' WHEN 'a' THEN E'\n    FOR INSERT'
                            WHEN 'w' THEN E'\n    FOR UPDATE' WHEN 'd' THEN E'\n    FOR DELETE' END,
              E'\n    TO ', (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(r)) END,
                                             ', ' ORDER BY pg_get_userbyid(r))
                             FROM unnest(p.polroles) AS r),
              E'\n    USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
              E'\n    WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', E';\n'),
       NULL, c.oid, NULL, NULL, NULL
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE {user_schema})";

} // namespace

std::string rules_sql(int) {
    return fmt::format(rules, fmt::arg("user_schema", user_schema));
}

std::string policies_sql(int) {
    return fmt::format(policies, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
