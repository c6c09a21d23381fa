// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto sql = R"(
SELECT s.oid, 'statistics', n.nspname, s.stxname, format('%I.%I', n.nspname, s.stxname),
       concat(pg_get_statisticsobjdef(s.oid), E';\n',
              CASE WHEN s.stxstattarget >= 0
                   THEN format(E'ALTER STATISTICS %I.%I SET STATISTICS %s;\n', n.nspname, s.stxname,
                               s.stxstattarget) END),
       quote_ident(pg_get_userbyid(s.stxowner)), s.stxrelid, NULL, NULL, NULL
  FROM pg_statistic_ext s
  JOIN pg_namespace n ON n.oid = s.stxnamespace
 WHERE {user_schema})";

} // namespace

std::string statistics_sql(int) {
    return fmt::format(sql, fmt::arg("user_schema", user_schema));
}

} // namespace dunlin::catalog
