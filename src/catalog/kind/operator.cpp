// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto operators = R"(
SELECT o.oid, 'operator', n.nspname, o.oprname,
       format('%I.%s (%s, %s)', n.nspname, o.oprname, coalesce(nullif(format_type(o.oprleft, NULL), '-'), 'NONE'),
              coalesce(nullif(format_type(o.oprright, NULL), '-'), 'NONE')),
       format(E'CREATE OPERATOR %I.%s (\n    %s\n);\n', n.nspname, o.oprname, concat_ws(E',\n    ',
         'FUNCTION = ' || o.oprcode::text,
         'LEFTARG = ' || CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
         'RIGHTARG = ' || CASE WHEN o.oprright <> 0 THEN format_type(o.oprright, NULL) END,
         (SELECT format('COMMUTATOR = OPERATOR(%I.%s)', xn.nspname, x.oprname)
            FROM pg_operator x JOIN pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = o.oprcom),
         (SELECT format('NEGATOR = OPERATOR(%I.%s)', xn.nspname, x.oprname)
            FROM pg_operator x JOIN pg_namespace xn ON xn.oid = x.oprnamespace WHERE x.oid = o.oprnegate),
         'RESTRICT = ' || nullif(o.oprrest::text, '-'),
         'JOIN = ' || nullif(o.oprjoin::text, '-'),
         CASE WHEN o.oprcanhash THEN 'HASHES' END,
         CASE WHEN o.oprcanmerge THEN 'MERGES' END)),
       quote_ident(pg_get_userbyid(o.oprowner)), 0, NULL, NULL, NULL
  FROM pg_operator o
  JOIN pg_namespace n ON n.oid = o.oprnamespace
 WHERE o.oprcode <> 0 AND {user_schema})";

/// The operators and functions of an operator class depend on it; the others are the family's.
constexpr auto members = R"((
SELECT string_agg(m.text, E',\n    ' ORDER BY m.is_function, m.number, m.text)
  FROM (SELECT false AS is_function, s.amopstrategy AS number,
               format('OPERATOR %s %s%s', s.amopstrategy, s.amopopr::regoperator,
                      (SELECT format(' FOR ORDER BY %I.%I', sn.nspname, sf.opfname)
                         FROM pg_opfamily sf JOIN pg_namespace sn ON sn.oid = sf.opfnamespace
                        WHERE sf.oid = s.amopsortfamily)) AS text
          FROM pg_depend d JOIN pg_amop s ON s.oid = d.objid
         WHERE d.classid = 'pg_amop'::regclass AND {owner}
         UNION ALL
        SELECT true, p.amprocnum,
               format('FUNCTION %s (%s, %s) %s', p.amprocnum, format_type(p.amproclefttype, NULL),
                      format_type(p.amprocrighttype, NULL), p.amproc::regprocedure)
          FROM pg_depend d JOIN pg_amproc p ON p.oid = d.objid
         WHERE d.classid = 'pg_amproc'::regclass AND {owner}) m))";

constexpr auto families = R"(
SELECT f.oid, 'operator family', n.nspname, f.opfname,
       format('%I.%I USING %I', n.nspname, f.opfname, m.amname),
       format(E'CREATE OPERATOR FAMILY %I.%I USING %I;\n', n.nspname, f.opfname, m.amname),
       quote_ident(pg_get_userbyid(f.opfowner)), 0, NULL,
       format(E'ALTER OPERATOR FAMILY %I.%I USING %I ADD\n    ', n.nspname, f.opfname, m.amname)
         || {members} || E';\n', NULL
  FROM pg_opfamily f
  JOIN pg_namespace n ON n.oid = f.opfnamespace
  JOIN pg_am m ON m.oid = f.opfmethod
 WHERE {user_schema})";

constexpr auto classes = R"(
SELECT o.oid, 'operator class', n.nspname, o.opcname,
       format('%I.%I USING %I', n.nspname, o.opcname, m.amname),
       concat(format('CREATE OPERATOR CLASS %I.%I', n.nspname, o.opcname),
              CASE WHEN o.opcdefault THEN ' DEFAULT' END,
              format(E'\n    FOR TYPE %s USING %I FAMILY %I.%I AS\n    ', format_type(o.opcintype, NULL),
                     m.amname, fn.nspname, f.opfname),
              concat_ws(E',\n    ', 'STORAGE ' || coalesce(
                          CASE WHEN o.opckeytype <> 0 THEN format_type(o.opckeytype, NULL) END,
                          CASE WHEN k.members IS NULL THEN format_type(o.opcintype, NULL) END),
                        k.members), E';\n'),
       quote_ident(pg_get_userbyid(o.opcowner)), 0, NULL, NULL, NULL
  FROM pg_opclass o
  JOIN pg_namespace n ON n.oid = o.opcnamespace
  JOIN pg_am m ON m.oid = o.opcmethod
  JOIN pg_opfamily f ON f.oid = o.opcfamily
  JOIN pg_namespace fn ON fn.oid = f.opfnamespace
 CROSS JOIN LATERAL (SELECT {members} AS members) k
 WHERE {user_schema})";

std::string members_of(std::string_view catalog, std::string_view oid) {
    return fmt::format(members,
                       fmt::arg("owner", fmt::format("d.refclassid = '{}'::regclass AND "
                                                     "d.refobjid = {} AND d.deptype IN ('i', 'a')",
                                                     catalog, oid)));
}

} // namespace

std::string operators_sql(int) {
    return fmt::format(operators, fmt::arg("user_schema", user_schema));
}

std::string operator_families_sql(int) {
    return fmt::format(families, fmt::arg("user_schema", user_schema),
                       fmt::arg("members", members_of("pg_opfamily", "f.oid")));
}

std::string operator_classes_sql(int) {
    return fmt::format(classes, fmt::arg("user_schema", user_schema),
                       fmt::arg("members", members_of("pg_opclass", "o.oid")));
}

} // namespace dunlin::catalog
