// SPDX-License-Identifier: MIT
#include "read/read_objects.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/executor.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::catalog {
namespace {

/// The target is given for what is a part of an object but is commented on under its own name.
constexpr auto annotations = R"(
WITH texts AS (
  SELECT classoid, objoid, objsubid, '' AS provider, description AS text FROM pg_description
   UNION ALL
  SELECT classoid, objoid, objsubid, provider, label FROM pg_seclabel)
SELECT d.classoid, d.objoid, quote_ident(a.attname),
       coalesce(CASE c.relkind WHEN 'i' THEN 'INDEX ' WHEN 'I' THEN 'INDEX ' WHEN 'S' THEN 'SEQUENCE ' END
                  || quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                'CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || quote_ident(kn.nspname) || '.'
                  || quote_ident(kc.relname)),
       CASE d.provider WHEN '' THEN 'COMMENT ON'
                       ELSE format('SECURITY LABEL FOR %I ON', d.provider) END,
       quote_literal(d.text), d.text
  FROM texts d
  LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
  LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_constraint k ON d.classoid = 'pg_constraint'::regclass AND k.oid = d.objoid AND k.contype = 'n'
  LEFT JOIN pg_class kc ON kc.oid = k.conrelid
  LEFT JOIN pg_namespace kn ON kn.oid = kc.relnamespace
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid AND d.objsubid > 0
 WHERE d.objoid >= 16384
    OR d.classoid = 'pg_namespace'::regclass AND d.text <> 'standard public schema'
 ORDER BY d.provider, d.objsubid, 4, d.objoid)";

} // namespace

void read_annotations(sqldb::executor& db, object_list& list) {
    db.stream(annotations, {}, [&](const sqldb::row& row) {
        const address key{oid_of(row, 0), oid_of(row, 1)};
        const std::size_t at = list.find(key);
        const bool is_itself = list.index.contains(key);
        if (at == object_list::npos || (!is_itself && row.is_null(2) && row.is_null(3))) {
            return;
        }
        object& object = list.objects[at];
        std::string target;
        if (!row.is_null(2)) {
            target = fmt::format("COLUMN {}.{}", object.identity, row.text(2));
        } else if (is_itself) {
            target = fmt::format("{} {}", upper_case(object.kind), object.identity);
            if (row.text(4) == "COMMENT ON") {
                object.comment = row.text(6);
            }
        } else {
            target = row.text(3);
        }
        object.annotations += fmt::format("{} {} IS {};\n", row.text(4), target, row.text(5));
    });
}

} // namespace dunlin::catalog
