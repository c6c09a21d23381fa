// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto routines = R"(
SELECT p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END, n.nspname, p.proname,
       format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)),
       rtrim(pg_get_functiondef(p.oid), E'\n') || E';\n', quote_ident(pg_get_userbyid(p.proowner)), 0, NULL, NULL, NULL
  FROM pg_proc p
  JOIN pg_namespace n ON n.oid = p.pronamespace
 WHERE p.prokind <> 'a' AND {user_schema})";

constexpr auto aggregates = R"(
SELECT p.oid, 'aggregate', n.nspname, p.proname,
       format('%I.%I(%s)', n.nspname, p.proname,
              coalesce(nullif(pg_get_function_identity_arguments(p.oid), ''), '*')),
       concat(format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                     coalesce(nullif(pg_get_function_arguments(p.oid), ''), '*')),
              E'\n    ', concat_ws(E',\n    ',
                'SFUNC = ' || a.aggtransfn::text,
                'STYPE = ' || format_type(a.aggtranstype, NULL),
                'SSPACE = ' || nullif(a.aggtransspace, 0),
                'FINALFUNC = ' || nullif(a.aggfinalfn::text, '-'),
                CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                'FINALFUNC_MODIFY = ' || CASE WHEN a.aggfinalfn <> 0 THEN w.main END,
                'COMBINEFUNC = ' || nullif(a.aggcombinefn::text, '-'),
                'SERIALFUNC = ' || nullif(a.aggserialfn::text, '-'),
                'DESERIALFUNC = ' || nullif(a.aggdeserialfn::text, '-'),
                'INITCOND = ' || quote_literal(a.agginitval),
                'MSFUNC = ' || nullif(a.aggmtransfn::text, '-'),
                'MINVFUNC = ' || nullif(a.aggminvtransfn::text, '-'),
                'MSTYPE = ' || CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END,
                'MSSPACE = ' || nullif(a.aggmtransspace, 0),
                'MFINALFUNC = ' || nullif(a.aggmfinalfn::text, '-'),
                CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                'MFINALFUNC_MODIFY = ' || CASE WHEN a.aggmfinalfn <> 0 THEN w.moving END,
                'MINITCOND = ' || quote_literal(a.aggminitval),
                (SELECT format('SORTOP = OPERATOR(%I.%s)', sn.nspname, o.oprname)
                   FROM pg_operator o JOIN pg_namespace sn ON sn.oid = o.oprnamespace
                  WHERE o.oid = a.aggsortop),
                CASE WHEN a.aggkind = 'h' THEN 'HYPOTHETICAL' END,
                CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END),
              E'\n);\n'),
       quote_ident(pg_get_userbyid(p.proowner)), 0, NULL, NULL, NULL
  FROM pg_proc p
  JOIN pg_aggregate a ON a.aggfnoid = p.oid
  JOIN pg_namespace n ON n.oid = p.pronamespace
 CROSS JOIN LATERAL (
       SELECT CASE a.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                    ELSE 'READ_WRITE' END AS main,
              CASE a.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE'
                                     ELSE 'READ_WRITE' END AS moving) w
 WHERE {user_schema})";

} // namespace

std::string routines_sql(int) {
    return fmt::format(routines, fmt::arg("user_schema", user_schema));
}

std::string aggregates_sql(int) {
    return fmt::format(aggregates, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
