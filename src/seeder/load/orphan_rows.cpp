// SPDX-License-Identifier: MIT
#include "load/orphan_rows.hpp"

#include "load/loadable_table.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// The equality operators of the columns. The foreign key of a partition has another OID, but the
/// same operators.
constexpr std::string_view select_operators = R"(
SELECT pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)
  FROM pg_catalog.pg_constraint f
 CROSS JOIN pg_catalog.unnest(f.conpfeqop) WITH ORDINALITY k(operator, ordinal)
  JOIN pg_catalog.pg_operator o ON o.oid = k.operator
  JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
 WHERE f.contype = 'f' AND f.confrelid = :parent::oid AND f.conname = :name
   AND f.conrelid IN (SELECT :table::oid
                       UNION ALL
                      SELECT p.relid FROM pg_catalog.pg_partition_tree(:table::regclass) p)
 ORDER BY f.conrelid = :table::oid DESC, f.conrelid, k.ordinal
 LIMIT :width)";

struct parent_join {
    std::string not_null; ///< the condition that a row needs a parent
    std::string matches;  ///< the condition that "parent" is its parent
};

parent_join join_parent(const table_shape& table, const foreign_key_shape& key,
                        const sqldb::result& operators) {
    parent_join join;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const std::string child = "staged." + quote_name(table.columns[key.columns[i]].name);
        join.not_null += " AND " + child + " IS NOT NULL";
        join.matches += fmt::format("{}parent.{} {} {}", i == 0 ? "" : " AND ",
                                    quote_name(key.parent_columns[i]), operators[i].text(0), child);
    }
    return join;
}

bool contains_parents(const table_shape& table, const foreign_key_shape& key,
                      const staged_rows& rows) {
    return std::ranges::all_of(key.parent_columns, [&](const std::string& name) {
        const auto column = table.find_column(name);
        return column && contains(rows.columns, *column);
    });
}

} // namespace

const foreign_key_shape* find_foreign_key(const table_shape& table, std::string_view name) {
    const auto found = std::ranges::find(table.foreign_keys, name, &foreign_key_shape::name);
    return name.empty() || found == table.foreign_keys.end() ? nullptr : &*found;
}

const foreign_key_shape* find_self_reference(const table_shape& table, std::string_view name) {
    const auto* key = find_foreign_key(table, name);
    return key != nullptr && key->parent_oid == table.oid ? key : nullptr;
}

std::vector<std::int64_t> find_orphan_rows(sqldb::transaction& transaction,
                                           const table_shape& table, const foreign_key_shape& key,
                                           const staging& stage, const staged_rows& rows,
                                           std::size_t limit) {
    const bool complete = std::ranges::all_of(
        key.columns, [&](std::size_t column) { return contains(rows.columns, column); });
    const auto operators = transaction.run(
        select_operators, {{"parent", static_cast<std::int64_t>(key.parent_oid)},
                           {"name", key.name},
                           {"table", static_cast<std::int64_t>(table.oid)},
                           {"width", static_cast<std::int64_t>(key.columns.size())}});
    std::vector<std::int64_t> lines;
    if (!complete || operators.size() != key.columns.size()) {
        return lines;
    }
    const auto join = join_parent(table, key, operators);
    std::string sql = fmt::format("SELECT staged.{} FROM {} staged WHERE {}{} AND NOT EXISTS "
                                  "(SELECT FROM {} parent WHERE {})",
                                  stage.line(), stage.name(), stage.condition(rows), join.not_null,
                                  quote_name(key.parent), join.matches);
    if (key.parent_oid == table.oid && contains_parents(table, key, rows)) {
        sql += fmt::format(" AND NOT EXISTS (SELECT FROM {} parent WHERE {})", stage.name(),
                           join.matches);
    }
    const auto result = transaction.run(fmt::format("{} ORDER BY 1 LIMIT {}", sql, limit), {});
    for (std::size_t i = 0; i < result.size(); ++i) {
        lines.push_back(sqldb::decode_column<std::int64_t>(result[i], 0, "a line"));
    }
    return lines;
}

} // namespace dunlin::seeder
