// SPDX-License-Identifier: MIT
#include "load/loadable_table.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// Triggers: pg_trigger.tgtype is a sum of 1 (ROW), 2 (BEFORE), 4 (INSERT) and 64 (INSTEAD OF).
/// Rules: ev_type is 2 for UPDATE and 3 for INSERT.
constexpr std::string_view select_facts = R"(
WITH parts AS (
    SELECT :table::oid AS oid
     UNION
    SELECT p.relid FROM pg_catalog.pg_partition_tree(:table::regclass) p)
SELECT pg_catalog.row_security_active(:table::oid),
       pg_catalog.has_any_column_privilege(:table::oid, 'SELECT'),
       EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                WHERE r.ev_class = :table::oid AND r.ev_type = '3' AND r.ev_enabled <> 'D'),
       EXISTS (SELECT FROM pg_catalog.pg_rewrite r
                WHERE r.ev_class = :table::oid AND r.ev_type = '2' AND r.ev_enabled <> 'D'),
       EXISTS (SELECT FROM pg_catalog.pg_trigger t
                WHERE t.tgrelid = :table::oid AND t.tgtype & 68 = 68 AND t.tgenabled <> 'D'),
       EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN parts ON t.tgrelid = parts.oid
                WHERE t.tgtype & 71 = 5 AND t.tgenabled <> 'D')
       OR EXISTS (SELECT FROM pg_catalog.pg_constraint c JOIN parts ON c.conrelid = parts.oid
                   WHERE c.contype = 'f' OR c.condeferrable))";

constexpr char view = 'v';

[[noreturn]] void refuse(const table_shape& table, std::string_view policy, std::string_view reason,
                         std::string hint) {
    throw error(error_kind::usage, fmt::format("--on-conflict {} cannot be used with {}: {}",
                                               policy, to_string(table.name), reason))
        .with_hint(std::move(hint));
}

} // namespace

loading_facts read_loading_facts(sqldb::executor& db, const table_shape& table) {
    const auto rows = db.run(select_facts, {{"table", static_cast<std::int64_t>(table.oid)}});
    const auto is_set = [&](std::size_t index) { return rows[0].text(index) == "t"; };
    return {is_set(0), is_set(1), is_set(2), is_set(3), is_set(4), is_set(5)};
}

bool accepts_copy(const table_shape& table, const loading_facts& facts) {
    const bool is_plain_view = table.kind == view && !facts.instead_of_insert;
    return !facts.row_security && !facts.insert_rules && !is_plain_view;
}

bool contains(const std::vector<std::size_t>& columns, std::size_t column) {
    return std::ranges::find(columns, column) != columns.end();
}

const key_shape* choose_key(const table_shape& table, const std::vector<std::size_t>& columns) {
    for (const auto& key : table.keys) {
        const bool usable = !key.exclusion && !key.partial && key.expressions.empty();
        if (usable &&
            std::ranges::all_of(key.columns, [&](std::size_t c) { return contains(columns, c); })) {
            return &key;
        }
    }
    return nullptr;
}

bool can_use_on_conflict(const table_shape& table, const loading_facts& facts,
                         conflict_policy policy, const key_shape* key) {
    if (facts.insert_rules || facts.update_rules) {
        return false;
    }
    // ON CONFLICT DO NOTHING applies to all keys.
    return policy == conflict_policy::update
               ? key != nullptr && !key->deferrable
               : std::ranges::none_of(table.keys, &key_shape::deferrable);
}

void require_loadable(const table_shape& table, const loading_facts& facts, conflict_policy policy,
                      const std::vector<std::size_t>& columns) {
    if (policy == conflict_policy::skip && facts.instead_of_insert) {
        refuse(table, "skip", "a view has no keys", "use --on-conflict error");
    }
    if (policy != conflict_policy::update) {
        return;
    }
    if (table.kind == view) {
        refuse(table, "update", "a view has no keys", "load into the underlying table");
    }
    if (choose_key(table, columns) == nullptr) {
        throw error(error_kind::usage,
                    fmt::format("--on-conflict update requires a unique key of {} in the file",
                                to_string(table.name)))
            .with_hint("add the columns of its primary key to the file, or use --on-conflict skip");
    }
}

} // namespace dunlin::seeder
