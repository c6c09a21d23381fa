// SPDX-License-Identifier: MIT
#include "staging.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

/// Types without an equality operator, or with one that means something else (box compares areas);
/// their texts are compared.
constexpr std::string_view compared_as_text[] = {"json",    "xml",    "point", "line", "lseg",
                                                 "polygon", "circle", "box",   "path"};

std::string comparable(std::string_view qualifier, const column_shape& column) {
    const auto& type = column.type.is_array ? column.type.element->name : column.type.name;
    const bool as_text = std::ranges::find(compared_as_text, type) != std::end(compared_as_text);
    return fmt::format("{}.{}{}", qualifier, quote_name(column.name), as_text ? "::text" : "");
}

bool holds(const std::vector<std::size_t>& columns, std::size_t wanted) {
    return std::ranges::find(columns, wanted) != columns.end();
}

/// The key by which a row of the file finds its row in the table.
const key_shape* choose_key(const table_shape& table, const std::vector<std::size_t>& columns) {
    for (const auto& key : table.keys) {
        const bool usable = !key.exclusion && !key.partial && key.expressions.empty();
        if (usable &&
            std::ranges::all_of(key.columns, [&](std::size_t c) { return holds(columns, c); })) {
            return &key;
        }
    }
    return nullptr;
}

} // namespace

staging::staging(sqldb::transaction& open, const table_shape& table)
    : open_(open), table_(table), name_("pg_temp.dunlin_staging") {
    sqldb::exec(open_, fmt::format("CREATE TEMPORARY TABLE dunlin_staging (LIKE {} INCLUDING "
                                   "DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS) "
                                   "ON COMMIT DROP",
                                   quote_name(table.name)));
    for (const auto& column : table.columns) {
        if (column.identity) {
            sqldb::exec(open_, fmt::format("ALTER TABLE {} ALTER {} DROP NOT NULL", name_,
                                           quote_name(column.name)));
        }
    }
}

std::int64_t staging::merge(const std::vector<std::size_t>& columns, conflict_policy policy) {
    const std::string list = quote_columns(table_, columns);
    const auto staged =
        sqldb::query_value<std::int64_t>(open_, fmt::format("SELECT count(*) FROM {}", name_));
    const auto kept = sqldb::exec(
        open_,
        fmt::format("INSERT INTO {} AS t ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {} {}",
                    quote_name(table_.name), list, list, name_, conflict_clause(columns, policy)));
    sqldb::exec(open_, "TRUNCATE " + name_);
    return staged - kept;
}

void staging::drop() {
    sqldb::exec(open_, "DROP TABLE " + name_);
}

std::string staging::conflict_clause(const std::vector<std::size_t>& columns,
                                     conflict_policy policy) const {
    if (policy != conflict_policy::update) {
        return "ON CONFLICT DO NOTHING";
    }
    const key_shape* key = choose_key(table_, columns);
    if (key == nullptr) {
        throw error(error_kind::usage,
                    fmt::format("--on-conflict update needs a unique key of {} in the file",
                                to_string(table_.name)))
            .with_hint("add the columns of its primary key to the file, or use --on-conflict skip");
    }
    std::string set;
    std::string before;
    std::string after;
    for (const std::size_t column : columns) {
        if (holds(key->columns, column)) {
            continue;
        }
        const auto& shape = table_.columns[column];
        const std::string comma = set.empty() ? "" : ", ";
        set += comma + quote_name(shape.name) + " = EXCLUDED." + quote_name(shape.name);
        before += comma + comparable("t", shape);
        after += comma + comparable("EXCLUDED", shape);
    }
    const std::string target = quote_columns(table_, key->columns);
    if (set.empty()) {
        return fmt::format("ON CONFLICT ({}) DO NOTHING", target);
    }
    // Rows that are the same already are left alone: no dead row, no trigger, no lock to wait for.
    return fmt::format("ON CONFLICT ({}) DO UPDATE SET {} WHERE ROW({}) IS DISTINCT FROM ROW({})",
                       target, set, before, after);
}

} // namespace dunlin::seeder
