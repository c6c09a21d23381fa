// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// The columns have other names in other versions; a row as JSON has those that there are.
constexpr auto collations = R"(
SELECT l.oid, 'collation', n.nspname, l.collname, format('%I.%I', n.nspname, l.collname),
       format(E'CREATE COLLATION %I.%I (%s);\n', n.nspname, l.collname, concat_ws(', ',
         'provider = ' || CASE l.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
         CASE WHEN NOT l.collisdeterministic THEN 'deterministic = false' END,
         CASE WHEN l.collprovider <> 'c'
              THEN 'locale = ' || quote_literal(coalesce(j ->> 'colllocale', j ->> 'colliculocale',
                                                         j ->> 'collcollate'))
              WHEN j ->> 'collcollate' = j ->> 'collctype'
              THEN 'locale = ' || quote_literal(j ->> 'collcollate')
              ELSE format('lc_collate = %L, lc_ctype = %L', j ->> 'collcollate', j ->> 'collctype') END,
         'rules = ' || quote_literal(j ->> 'collicurules'))),
       quote_ident(pg_get_userbyid(l.collowner)), 0, NULL, NULL, NULL
  FROM pg_collation l
  JOIN pg_namespace n ON n.oid = l.collnamespace
 CROSS JOIN LATERAL to_jsonb(l) AS j
 WHERE {user_schema})";

/// Objects with lower oids are the server's own.
constexpr auto casts = R"(
SELECT c.oid, 'cast', NULL, f.identity, f.identity,
       concat('CREATE CAST ', f.identity, ' ',
              CASE c.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || c.castfunc::regprocedure::text
                                WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END,
              CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' END, E';\n'),
       NULL, 0, NULL, NULL, NULL
  FROM pg_cast c
 CROSS JOIN LATERAL (SELECT format('(%s AS %s)', format_type(c.castsource, NULL),
                                   format_type(c.casttarget, NULL)) AS identity) f
 WHERE c.oid >= 16384)";

} // namespace

std::string collations_sql(int) {
    return fmt::format(collations, fmt::arg("user_schema", user_schema));
}

std::string casts_sql(int) {
    return casts;
}

} // namespace dunlin::catalog
