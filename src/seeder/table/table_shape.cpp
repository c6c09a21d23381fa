// SPDX-License-Identifier: MIT
#include "table/table_shape.hpp"

#include "table/type_catalog.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

using sqldb::decode_column;
using sqldb::row;

constexpr std::string_view select_table = R"(
SELECT n.nspname, c.relname, c.relkind::text
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.oid = :table::oid)";

constexpr std::string_view select_columns = R"(
SELECT a.attname, a.attnum, a.atttypid::bigint, a.atttypmod, a.attnotnull,
       a.attidentity <> '', a.attgenerated <> '',
       coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
  FROM pg_catalog.pg_attribute a
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE a.attrelid = :table::oid AND a.attnum > 0 AND NOT a.attisdropped
 ORDER BY a.attnum)";

constexpr std::string_view select_keys = R"(
SELECT c.relname, i.indisprimary, i.indisexclusion, i.indpred IS NOT NULL,
       coalesce(pg_catalog.pg_get_expr(i.indexprs, i.indrelid), ''),
       (SELECT pg_catalog.array_agg(k.number::int4 ORDER BY k.ordinal)
          FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY k(number, ordinal)
         WHERE k.ordinal <= i.indnkeyatts AND k.number > 0),
       NOT i.indimmediate,
       coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false),
       coalesce((SELECT pg_catalog.array_agg(pg_catalog.format('OPERATOR(%I.%s)', n.nspname,
                                                               o.oprname) ORDER BY k.ordinal)
                   FROM pg_catalog.unnest(i.indclass::oid[]) WITH ORDINALITY k(class, ordinal)
                   JOIN pg_catalog.pg_opclass f ON f.oid = k.class
                   JOIN pg_catalog.pg_amop m
                     ON m.amopfamily = f.opcfamily AND m.amopstrategy = 3
                        AND m.amoplefttype = f.opcintype AND m.amoprighttype = f.opcintype
                   JOIN pg_catalog.pg_operator o ON o.oid = m.amopopr
                   JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                  WHERE i.indisunique), '{}')
  FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
 WHERE i.indrelid = :table::oid AND (i.indisunique OR i.indisexclusion)
 ORDER BY i.indisprimary DESC, c.relname)";

constexpr std::string_view select_checks = R"(
SELECT conname, pg_catalog.pg_get_expr(conbin, conrelid)
  FROM pg_catalog.pg_constraint
 WHERE conrelid = :table::oid AND contype = 'c'
 UNION ALL
SELECT 'partition bound', pg_catalog.pg_get_partition_constraintdef(oid)
  FROM pg_catalog.pg_class
 WHERE oid = :table::oid AND relispartition
   AND pg_catalog.pg_get_partition_constraintdef(oid) IS NOT NULL
 ORDER BY 1)";

/// Foreign keys that a partition inherits are its own here; copies that it passes on are left out.
constexpr std::string_view select_foreign_keys = R"(
SELECT f.conname, f.conkey::int4[], f.confrelid::bigint, n.nspname, p.relname,
       (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.ordinal)
          FROM pg_catalog.unnest(f.confkey) WITH ORDINALITY k(number, ordinal)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.number),
       f.condeferrable, f.conparentid <> 0
  FROM pg_catalog.pg_constraint f
  JOIN pg_catalog.pg_class p ON p.oid = f.confrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
 WHERE f.conrelid = :table::oid AND f.contype = 'f'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint up
                    WHERE up.oid = f.conparentid AND up.conrelid = f.conrelid)
 ORDER BY f.conname)";

/// Foreign keys of partitions only, with the column numbers of the root table.
constexpr std::string_view select_leaf_foreign_keys = R"(
SELECT pg_catalog.min(leaf.conname), leaf.columns, leaf.confrelid::bigint, n.nspname, p.relname,
       leaf.parent_columns, pg_catalog.bool_and(leaf.condeferrable), true
  FROM (SELECT f.conname::text, f.confrelid, f.condeferrable,
               (SELECT pg_catalog.array_agg(root.attnum::int4 ORDER BY k.ordinal)
                  FROM pg_catalog.unnest(f.conkey) WITH ORDINALITY k(number, ordinal)
                  JOIN pg_catalog.pg_attribute l ON l.attrelid = f.conrelid AND l.attnum = k.number
                  JOIN pg_catalog.pg_attribute root
                    ON root.attrelid = :table::oid AND root.attname = l.attname) AS columns,
               (SELECT pg_catalog.array_agg(a.attname::text ORDER BY k.ordinal)
                  FROM pg_catalog.unnest(f.confkey) WITH ORDINALITY k(number, ordinal)
                  JOIN pg_catalog.pg_attribute a
                    ON a.attrelid = f.confrelid AND a.attnum = k.number) AS parent_columns
          FROM pg_catalog.pg_partition_tree(:table::regclass) t
          JOIN pg_catalog.pg_constraint f ON f.conrelid = t.relid
         WHERE t.isleaf AND f.contype = 'f' AND f.conparentid = 0) leaf
  JOIN pg_catalog.pg_class p ON p.oid = leaf.confrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace
 GROUP BY leaf.columns, leaf.confrelid, n.nspname, p.relname, leaf.parent_columns
 ORDER BY 1)";

constexpr std::string_view select_partition_rules = R"(
SELECT pg_catalog.pg_get_partition_constraintdef(t.relid)
  FROM pg_catalog.pg_partition_tree(:table::regclass) t
 WHERE t.isleaf
 ORDER BY t.relid::regclass::text)";

constexpr std::string_view select_table_names = R"(
SELECT n.nspname, c.relname
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname NOT LIKE 'pg\_%'
   AND n.nspname <> 'information_schema'
 ORDER BY 1, 2)";

template <class T> T at(const row& source, std::size_t index) {
    return decode_column<T>(source, index, "the catalog");
}

void read_columns(sqldb::executor& db, const sqldb::parameters& key, table_shape& table) {
    const type_catalog types(db, table.oid);
    const auto rows = db.run(select_columns, key);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const row r = rows[i];
        column_shape column;
        column.name = at<std::string>(r, 0);
        column.number = at<std::int32_t>(r, 1);
        column.type = types.resolve(static_cast<std::uint32_t>(at<std::int64_t>(r, 2)),
                                    at<std::int32_t>(r, 3));
        column.not_null = at<bool>(r, 4) || column.type.domain_not_null;
        column.identity = at<bool>(r, 5);
        column.generated = at<bool>(r, 6);
        column.default_value = at<std::string>(r, 7);
        table.columns.push_back(std::move(column));
    }
}

std::vector<std::size_t> indexes_of(const table_shape& table, const row& source,
                                    std::size_t index) {
    std::vector<std::size_t> indexes;
    if (source.is_null(index)) {
        return indexes;
    }
    for (const int number : at<std::vector<std::int32_t>>(source, index)) {
        const auto column = std::ranges::find(table.columns, number, &column_shape::number);
        if (column != table.columns.end()) {
            indexes.push_back(static_cast<std::size_t>(column - table.columns.begin()));
        }
    }
    return indexes;
}

void read_keys(sqldb::executor& db, const sqldb::parameters& key, table_shape& table) {
    const auto rows = db.run(select_keys, key);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const row r = rows[i];
        table.keys.push_back({at<std::string>(r, 0), indexes_of(table, r, 5), at<std::string>(r, 4),
                              at<bool>(r, 1), at<bool>(r, 2), at<bool>(r, 3), at<bool>(r, 6),
                              at<bool>(r, 7), at<std::vector<std::string>>(r, 8)});
    }
}

void read_foreign_keys(sqldb::executor& db, std::string_view query, const sqldb::parameters& key,
                       table_shape& table) {
    const auto foreign = db.run(query, key);
    for (std::size_t i = 0; i < foreign.size(); ++i) {
        const row r = foreign[i];
        table.foreign_keys.push_back({at<std::string>(r, 0),
                                      indexes_of(table, r, 1),
                                      static_cast<std::uint32_t>(at<std::int64_t>(r, 2)),
                                      {at<std::string>(r, 3), at<std::string>(r, 4)},
                                      at<std::vector<std::string>>(r, 5),
                                      at<bool>(r, 6),
                                      at<bool>(r, 7)});
    }
}

void read_constraints(sqldb::executor& db, const sqldb::parameters& key, table_shape& table) {
    const auto checks = db.run(select_checks, key);
    for (std::size_t i = 0; i < checks.size(); ++i) {
        table.checks.push_back({at<std::string>(checks[i], 0), at<std::string>(checks[i], 1)});
    }
    read_foreign_keys(db, select_foreign_keys, key, table);
}

void read_partitions(sqldb::executor& db, const sqldb::parameters& key, table_shape& table) {
    const auto rows = db.run(select_partition_rules, key);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].is_null(0)) {
            table.partition_rules.clear();
            return;
        }
        table.partition_rules.push_back(at<std::string>(rows[i], 0));
    }
}

[[noreturn]] void fail_no_table(sqldb::executor& db, const table_name& missing) {
    const auto rows = db.run(select_table_names, {});
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const table_name table{at<std::string>(rows[i], 0), at<std::string>(rows[i], 1)};
        names.push_back(to_string(table));
        names.push_back(to_string(table_name{{}, table.name}));
    }
    const std::string suggestion = closest_match(to_string(missing), names);
    throw error(error_kind::undefined_table, fmt::format("table not found: {}", to_string(missing)))
        .with_hint(suggestion.empty() ? "run `dunlin status` to see if migrations are pending"
                                      : fmt::format("did you mean {}?", suggestion));
}

} // namespace

bool is_json(const type_shape& type) noexcept {
    constexpr std::uint32_t json = 114;
    constexpr std::uint32_t jsonb = 3802;
    return type.oid == json || type.oid == jsonb;
}

std::optional<std::size_t> table_shape::find_column(std::string_view column) const {
    const auto match = std::ranges::find(columns, column, &column_shape::name);
    return match == columns.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(match - columns.begin()));
}

std::optional<std::uint32_t> find_table(sqldb::executor& db, const table_name& table) {
    const std::string name = table.schema.empty() ? quote_name(table.name) : quote_name(table);
    const auto rows = db.run("SELECT pg_catalog.to_regclass(:name)::oid::bigint", {{"name", name}});
    if (rows[0].is_null(0)) {
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(at<std::int64_t>(rows[0], 0));
}

table_shape read_table(sqldb::executor& db, const table_name& table) {
    const auto oid = find_table(db, table);
    if (!oid) {
        fail_no_table(db, table);
    }
    return read_table(db, *oid);
}

table_shape read_table(sqldb::executor& db, std::uint32_t oid) {
    const sqldb::parameters key{{"table", static_cast<std::int64_t>(oid)}};
    const auto rows = db.run(select_table, key);
    if (rows.empty()) {
        throw error(error_kind::undefined_table, "the table was dropped in the meantime");
    }
    table_shape table;
    table.oid = oid;
    table.name = {at<std::string>(rows[0], 0), at<std::string>(rows[0], 1)};
    table.kind = at<std::string>(rows[0], 2).front();
    if (std::string_view("rpfv").find(table.kind) == std::string_view::npos) {
        throw error(error_kind::usage, fmt::format("{} is not a table", to_string(table.name)));
    }
    read_columns(db, key, table);
    read_keys(db, key, table);
    read_constraints(db, key, table);
    if (table.kind == 'p') {
        read_foreign_keys(db, select_leaf_foreign_keys, key, table);
        read_partitions(db, key, table);
    }
    return table;
}

std::string quote_name(std::string_view identifier) {
    std::string text = "\"";
    for (const char c : identifier) {
        text.append(c == '"' ? 2 : 1, c);
    }
    return text + '"';
}

std::string quote_name(const table_name& table) {
    return table.schema.empty() ? quote_name(table.name)
                                : quote_name(table.schema) + '.' + quote_name(table.name);
}

std::string quote_columns(const table_shape& table, const std::vector<std::size_t>& columns) {
    std::string list;
    for (const std::size_t column : columns) {
        list += (list.empty() ? "" : ", ") + quote_name(table.columns[column].name);
    }
    return list;
}

} // namespace dunlin::seeder
