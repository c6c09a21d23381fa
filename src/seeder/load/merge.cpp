// SPDX-License-Identifier: MIT
#include "load/merge.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

constexpr std::string_view select_updates = R"(
SELECT coalesce(pg_catalog.sum(pg_catalog.pg_stat_get_xact_tuples_updated(part.oid)), 0)::bigint
  FROM (SELECT :table::oid AS oid
         UNION
        SELECT p.relid FROM pg_catalog.pg_partition_tree(:table::regclass) p) part)";

bool is_conflict(const sqldb::sql_error& problem) {
    constexpr std::string_view exclusion_violation = "23P01";
    return problem.kind() == error_kind::unique_violation ||
           problem.sqlstate == exclusion_violation;
}

std::vector<std::int64_t> lines_in(const sqldb::result& rows) {
    std::vector<std::int64_t> lines;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        lines.push_back(sqldb::decode_column<std::int64_t>(rows[i], 0, "a line"));
    }
    return lines;
}

} // namespace

row_counts merger::move(const staged_rows& rows) {
    const key_shape* key = choose_key(table_, rows.columns);
    const bool on_conflict = can_use_on_conflict(table_, facts_, policy_, key);
    row_counts counts;
    switch (policy_) {
    case conflict_policy::error:
        counts.inserted = sqldb::exec(transaction_, insert_sql(rows, ""));
        return counts;
    case conflict_policy::skip:
        if (!on_conflict) {
            return insert_new(rows);
        }
        counts.inserted = sqldb::exec(transaction_, insert_sql(rows, "ON CONFLICT DO NOTHING"));
        return counts;
    case conflict_policy::update:
        require_loadable(table_, facts_, policy_, rows.columns);
        return on_conflict ? insert_or_update(rows, *key) : update_then_insert(rows, *key);
    }
    return counts;
}

std::string merger::insert_sql(const staged_rows& rows, std::string_view clause) const {
    std::string values;
    bool has_identity = false;
    for (const std::size_t column : rows.columns) {
        values += values.empty() ? "staged." : ", staged.";
        values += quote_name(table_.columns[column].name);
        has_identity = has_identity || table_.columns[column].identity;
    }
    return fmt::format("INSERT INTO {} AS target ({}) {} SELECT {} FROM {} staged WHERE {} {}",
                       quote_name(table_.name), quote_columns(table_, rows.columns),
                       has_identity ? "OVERRIDING SYSTEM VALUE" : "", values, stage_.name(),
                       stage_.condition(rows), clause);
}

std::string merger::update_clause(const staged_rows& rows, const key_shape& key) const {
    std::string set;
    std::string before;
    std::string after;
    for (const std::size_t column : rows.columns) {
        if (contains(key.columns, column)) {
            continue;
        }
        const std::string name = quote_name(table_.columns[column].name);
        const std::string comma = set.empty() ? "" : ", ";
        set += fmt::format("{}{} = EXCLUDED.{}", comma, name, name);
        before += comma + "target." + name;
        after += comma + "EXCLUDED." + name;
    }
    const std::string key_columns = quote_columns(table_, key.columns);
    if (set.empty()) {
        return fmt::format("ON CONFLICT ({}) DO NOTHING", key_columns);
    }
    // Equal rows are not updated, which avoids dead rows, triggers and locks. The comparison of
    // records by bytes works for every type.
    return fmt::format("ON CONFLICT ({}) DO UPDATE SET {} WHERE ROW({})::record "
                       "OPERATOR(pg_catalog.*<>) ROW({})::record",
                       key_columns, set, before, after);
}

row_counts merger::insert_or_update(const staged_rows& rows, const key_shape& key) {
    const std::string sql = insert_sql(rows, update_clause(rows, key));
    row_counts counts;
    // xmax is 0 in an inserted row. Partitioned tables and views do not have it, and RETURNING
    // would apply the SELECT policies of row-level security.
    if (table_.kind == 'r' && !facts_.row_security) {
        const auto result = transaction_.run(
            fmt::format("WITH merged AS ({} RETURNING target.xmax = 0 AS is_new) "
                        "SELECT pg_catalog.count(*) FILTER (WHERE is_new), pg_catalog.count(*) "
                        "FILTER (WHERE NOT is_new) FROM merged",
                        sql),
            {});
        counts.inserted = sqldb::decode_column<std::int64_t>(result[0], 0, "a count");
        counts.updated = sqldb::decode_column<std::int64_t>(result[0], 1, "a count");
        return counts;
    }
    const std::int64_t before = count_updates();
    const std::int64_t merged = sqldb::exec(transaction_, sql);
    counts.updated = std::clamp<std::int64_t>(count_updates() - before, 0, merged);
    counts.inserted = merged - counts.updated;
    return counts;
}

std::int64_t merger::count_updates() {
    return sqldb::query_value<std::int64_t>(transaction_, select_updates,
                                            {{"table", static_cast<std::int64_t>(table_.oid)}});
}

std::string merger::same_key(const key_shape& key, std::string_view other) const {
    std::string text;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const std::string name = quote_name(table_.columns[key.columns[i]].name);
        const std::string same =
            fmt::format("staged.{0} {1} {2}.{0}", name, key.operators[i], other);
        text += text.empty() ? "" : " AND ";
        text += key.nulls_equal ? fmt::format("({0} OR (staged.{1} IS NULL AND {2}.{1} IS NULL))",
                                              same, name, other)
                                : same;
    }
    return text;
}

void merger::delete_staged(const staged_rows& rows, const key_shape& key) {
    sqldb::exec(transaction_, fmt::format("DELETE FROM {} staged USING {} target WHERE {} AND {}",
                                          stage_.name(), quote_name(table_.name),
                                          stage_.condition(rows), same_key(key, "target")));
}

row_counts merger::update_then_insert(const staged_rows& rows, const key_shape& key) {
    if (!repeated_keys(rows, key, 1).empty()) {
        sqldb::sql_error problem(error_kind::sql, "repeated key in the file");
        problem.sqlstate = "21000"; // as for ON CONFLICT
        throw problem;
    }
    check_keys_immediately();
    std::string set;
    std::string before;
    std::string after;
    for (const std::size_t column : rows.columns) {
        if (contains(key.columns, column)) {
            continue;
        }
        const std::string name = quote_name(table_.columns[column].name);
        const std::string comma = set.empty() ? "" : ", ";
        set += fmt::format("{}{} = staged.{}", comma, name, name);
        // For the comparison, a domain and its base type are different.
        before += fmt::format("{}target.{}::{}", comma, name, stage_.type_of(column));
        after += comma + "staged." + name;
    }
    row_counts counts;
    if (!set.empty()) {
        counts.updated = sqldb::exec(
            transaction_,
            fmt::format("UPDATE {} AS target SET {} FROM {} staged WHERE {} AND {} AND "
                        "ROW({})::record OPERATOR(pg_catalog.*<>) ROW({})::record",
                        quote_name(table_.name), set, stage_.name(), stage_.condition(rows),
                        same_key(key, "target"), before, after));
    }
    delete_staged(rows, key);
    counts.inserted = sqldb::exec(transaction_, insert_sql(rows, ""));
    return counts;
}

row_counts merger::insert_new(const staged_rows& rows) {
    check_keys_immediately();
    for (const auto& key : table_.keys) {
        const bool usable = !key.exclusion && !key.partial && key.expressions.empty();
        if (usable && facts_.can_select &&
            std::ranges::all_of(key.columns, [&](auto c) { return contains(rows.columns, c); })) {
            delete_staged(rows, key);
        }
    }
    row_counts counts;
    counts.inserted = insert_without_conflicts(rows);
    return counts;
}

/// Halves the rows until only conflicting ones are left, and leaves these out.
std::int64_t merger::insert_without_conflicts(const staged_rows& rows) {
    try {
        sqldb::savepoint before(transaction_);
        const std::int64_t inserted = sqldb::exec(transaction_, insert_sql(rows, ""));
        before.release();
        return inserted;
    } catch (const sqldb::sql_error& problem) {
        if (!is_conflict(problem)) {
            throw;
        }
    }
    stage_.index_lines();
    const auto lines = stage_.lines_of(rows);
    if (!lines || lines->first == lines->second) {
        return 0;
    }
    staged_rows half = rows;
    half.first_line = lines->first;
    half.last_line = lines->first + (lines->second - lines->first) / 2;
    const std::int64_t inserted = insert_without_conflicts(half);
    half.first_line = *half.last_line + 1;
    half.last_line = lines->second;
    return inserted + insert_without_conflicts(half);
}

/// Deferred keys would be checked when the error can no longer name a row.
void merger::check_keys_immediately() {
    for (const auto& key : table_.keys) {
        if (key.deferrable) {
            sqldb::exec(transaction_,
                        fmt::format("SET CONSTRAINTS {}.{} IMMEDIATE",
                                    quote_name(table_.name.schema), quote_name(key.name)));
        }
    }
}

std::vector<std::int64_t> merger::repeated_keys(const staged_rows& rows, const key_shape& key,
                                                std::size_t limit) {
    std::string not_null;
    if (!key.nulls_equal) {
        for (const std::size_t column : key.columns) {
            not_null +=
                fmt::format(" AND staged.{} IS NOT NULL", quote_name(table_.columns[column].name));
        }
    }
    return lines_in(transaction_.run(
        fmt::format("SELECT line FROM (SELECT staged.{} AS line, pg_catalog.row_number() OVER "
                    "(PARTITION BY {} ORDER BY staged.{}) AS occurrence FROM {} staged WHERE {}{}) "
                    "numbered WHERE occurrence > 1 ORDER BY line LIMIT {}",
                    stage_.line(), quote_columns(table_, key.columns), stage_.line(), stage_.name(),
                    stage_.condition(rows), not_null, limit),
        {}));
}

std::vector<std::int64_t> merger::shared_keys(const staged_rows& rows, const key_shape& key,
                                              std::size_t limit) {
    return lines_in(transaction_.run(
        fmt::format("SELECT staged.{0} FROM {1} staged WHERE {2} AND (SELECT pg_catalog.count(*) "
                    "FROM {3} target WHERE {4}) > 1 ORDER BY 1 LIMIT {5}",
                    stage_.line(), stage_.name(), stage_.condition(rows), quote_name(table_.name),
                    same_key(key, "target"), limit),
        {}));
}

} // namespace dunlin::seeder
