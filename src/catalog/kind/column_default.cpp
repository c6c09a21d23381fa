// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// The defaults that are not in their table's own text: see tables_sql().
constexpr auto sql = R"(
SELECT d.oid, 'default', n.nspname, a.attname, format('%I.%I.%I', n.nspname, c.relname, a.attname),
       format(E'ALTER TABLE ONLY %I.%I ALTER COLUMN %I SET DEFAULT %s;\n', n.nspname, c.relname, a.attname,
              pg_get_expr(d.adbin, d.adrelid)),
       NULL, c.oid, NULL, NULL, NULL
  FROM pg_attrdef d
  JOIN pg_class c ON c.oid = d.adrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated = ''
 WHERE {user_schema}
   AND (c.relkind = 'v' OR NOT a.attislocal AND NOT c.relispartition
        OR EXISTS (SELECT FROM pg_depend p
                    WHERE p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
                      AND NOT (p.refclassid = 'pg_class'::regclass AND p.refobjid = d.adrelid))))";

} // namespace

std::string defaults_sql(int) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
