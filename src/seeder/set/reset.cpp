// SPDX-License-Identifier: MIT
#include "set/reset.hpp"

#include "table/table_shape.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

/// The names of the given tables and of all tables that reference them, and whether the table is
/// given. Partitions count as their root.
constexpr std::string_view select_plan = R"(
WITH RECURSIVE given AS (
    SELECT pg_catalog.unnest(:tables::oid[]) AS oid
), reached(oid) AS (
    SELECT oid FROM given
     UNION
    SELECT coalesce(pg_catalog.pg_partition_root(f.conrelid)::oid, f.conrelid)
      FROM reached JOIN pg_catalog.pg_constraint f ON f.confrelid = reached.oid
     WHERE f.contype = 'f')
SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname),
       c.oid IN (SELECT oid FROM given)
  FROM reached
  JOIN pg_catalog.pg_class c ON c.oid = reached.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 ORDER BY 1)";

} // namespace

reset_plan plan_reset(sqldb::executor& db, const std::vector<table_name>& tables) {
    std::vector<std::int64_t> oids;
    oids.reserve(tables.size());
    for (const auto& table : tables) {
        oids.push_back(read_table(db, table).oid);
    }
    reset_plan plan;
    const auto rows = db.run(select_plan, {{"tables", oids}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto& list = rows[i].text(1) == "t" ? plan.tables : plan.referencing;
        list.emplace_back(rows[i].text(0));
    }
    return plan;
}

void truncate(sqldb::transaction& transaction, const reset_plan& plan, reset_mode mode) {
    if (plan.tables.empty()) {
        return;
    }
    if (!plan.referencing.empty() && mode != reset_mode::cascade) {
        throw error(error_kind::refused,
                    fmt::format("cannot truncate {}: referenced by {}, not part of the set",
                                fmt::join(plan.tables, ", "), fmt::join(plan.referencing, ", ")))
            .with_hint("add --cascade to truncate those tables too");
    }
    auto all = plan.tables;
    all.insert(all.end(), plan.referencing.begin(), plan.referencing.end());
    // No CASCADE: a table that has begun to reference these meanwhile must be an error.
    sqldb::exec(transaction, fmt::format("TRUNCATE {} RESTART IDENTITY", fmt::join(all, ", ")));
}

} // namespace dunlin::seeder
