// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

/// Every database has a schema public when it is created, with a comment.
constexpr auto schemas = R"(
SELECT n.oid, 'schema', NULL, n.nspname, quote_ident(n.nspname),
       format(E'CREATE SCHEMA %s%I;\n', CASE n.nspname WHEN 'public' THEN 'IF NOT EXISTS ' END, n.nspname),
       quote_ident(pg_get_userbyid(n.nspowner)), 0, NULL, NULL, NULL
  FROM pg_namespace n
 WHERE {user_schema})";

/// plpgsql is in every new database.
constexpr auto extensions = R"(
SELECT e.oid, 'extension', NULL, e.extname, quote_ident(e.extname),
       format(E'CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I VERSION %L;\n', e.extname, n.nspname,
              e.extversion),
       NULL, 0, NULL, NULL, NULL
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
 WHERE e.extname <> 'plpgsql')";

} // namespace

std::string schemas_sql(int) {
    return fmt::format(schemas, fmt::arg("user_schema", user_schema));
}

std::string extensions_sql(int) {
    return extensions;
}

} // namespace dunlin::catalog
