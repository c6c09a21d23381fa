// SPDX-License-Identifier: MIT
#include "read/read_objects.hpp"

#include <dunlin/sqldb/executor.hpp>
#include <dunlin/sqldb/query.hpp>

namespace dunlin::catalog {
namespace {

constexpr auto counts = R"(
WITH found AS (
  SELECT 'access method' AS kind, 'pg_am'::regclass::oid AS catalog, oid FROM pg_am
   UNION ALL SELECT 'base type', 'pg_type'::regclass, t.oid FROM pg_type t
             WHERE t.typtype IN ('b', 'p')
               AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
   UNION ALL SELECT 'conversion', 'pg_conversion'::regclass, oid FROM pg_conversion
   UNION ALL SELECT 'language', 'pg_language'::regclass, oid FROM pg_language
   UNION ALL SELECT 'large object', 0, oid FROM pg_largeobject_metadata
   UNION ALL SELECT 'text search parser', 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
   UNION ALL SELECT 'text search template', 'pg_ts_template'::regclass, oid FROM pg_ts_template
   UNION ALL SELECT 'transform', 'pg_transform'::regclass, oid FROM pg_transform
   UNION ALL SELECT 'user mapping', 0, umid FROM pg_user_mappings)
SELECT f.kind, count(*)
  FROM found f
 WHERE f.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = f.catalog AND d.objid = f.oid AND d.deptype = 'e')
 GROUP BY f.kind
 UNION ALL
SELECT 'database setting', count(*)
  FROM pg_db_role_setting s
 WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
HAVING count(*) > 0
 ORDER BY 1)";

} // namespace

std::vector<unmodelled_kind> count_unmodelled(sqldb::executor& db) {
    return sqldb::read_all(db, counts, {}, [](const sqldb::row& row) {
        return unmodelled_kind{std::string(row.text(0)), static_cast<std::int64_t>(oid_of(row, 1))};
    });
}

} // namespace dunlin::catalog
