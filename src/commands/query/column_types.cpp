// SPDX-License-Identifier: MIT
#include "query/column_types.hpp"

#include "query/built_in_types.hpp"

#include <dunlin/sqldb/query.hpp>

#include <algorithm>
#include <map>

namespace dunlin::commands {
namespace {

using oid = std::uint32_t;

/// How the output treats a type.
struct output_type {
    std::string name;
    output::value_kind kind = output::value_kind::text;
    bool array = false;
};

std::optional<output_type> find_built_in(oid type) {
    for (const auto& known : built_in::types) {
        if (known.type == type) {
            return output_type{known.name, known.kind, false};
        }
        if (known.array != 0 && known.array == type) {
            return output_type{std::string(known.name) + "[]", known.kind, true};
        }
    }
    return std::nullopt;
}

constexpr std::string_view find_types_sql = R"(
SELECT t.oid, t.typname, t.typcategory = 'A' AND t.typelem <> 0 AND t.typdelim = ',' AS is_array,
       e.typname AS element_name, coalesce(base.oid, 0) AS element_base
FROM pg_catalog.pg_type AS t
LEFT JOIN pg_catalog.pg_type AS e ON e.oid = t.typelem
LEFT JOIN LATERAL (
     WITH RECURSIVE step(oid, typtype, typbasetype) AS (
         SELECT e.oid, e.typtype, e.typbasetype
          UNION ALL
         SELECT b.oid, b.typtype, b.typbasetype
           FROM step JOIN pg_catalog.pg_type AS b ON b.oid = step.typbasetype
          WHERE step.typtype = 'd')
     SELECT step.oid FROM step WHERE step.typtype <> 'd') AS base ON true
WHERE t.oid = ANY (:types::oid[]))";

oid oid_of(const sqldb::row& row, std::size_t index) {
    return static_cast<oid>(sqldb::decode_column<std::int64_t>(row, index, "an oid"));
}

output_type type_of(const sqldb::row& row) {
    if (row.text(2) != "t") {
        return {std::string(row.text(1)), output::value_kind::text, false};
    }
    const auto element = find_built_in(oid_of(row, 4));
    // The element may be a domain over an array.
    const bool is_plain = element && !element->array;
    return {std::string(row.text(3)) + "[]", is_plain ? element->kind : output::value_kind::text,
            true};
}

std::map<oid, output_type> query_types(const std::vector<sqldb::column>& columns,
                                       sqldb::executor& db) {
    std::vector<std::int64_t> types;
    types.reserve(columns.size());
    for (const auto& column : columns) {
        types.push_back(column.type_oid);
    }
    std::map<oid, output_type> found;
    const auto rows = db.run(find_types_sql, {{"types", types}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        found.emplace(oid_of(rows[i], 0), type_of(rows[i]));
    }
    return found;
}

} // namespace

bool are_built_in(const std::vector<sqldb::column>& columns) {
    return std::all_of(columns.begin(), columns.end(), [](const auto& column) {
        return find_built_in(column.type_oid).has_value();
    });
}

std::vector<output::column> describe_columns(const std::vector<sqldb::column>& columns,
                                             sqldb::executor* db) {
    std::map<oid, output_type> found;
    if (db != nullptr && !are_built_in(columns)) {
        found = query_types(columns, *db);
    }
    std::vector<output::column> described;
    for (const auto& column : columns) {
        output_type type{"text", output::value_kind::text, false};
        if (auto known = find_built_in(column.type_oid)) {
            type = std::move(*known);
        } else if (const auto at = found.find(column.type_oid); at != found.end()) {
            type = at->second;
        }
        described.push_back({column.name, type.kind, type.array, type.name});
    }
    return described;
}

} // namespace dunlin::commands
