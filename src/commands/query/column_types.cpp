// SPDX-License-Identifier: MIT
#include "query/column_types.hpp"

#include "query/built_in_types.hpp"

#include <dunlin/sqldb/query.hpp>

#include <algorithm>
#include <map>

namespace dunlin::commands {
namespace {

using oid = std::uint32_t;

/// What a type is to the output, without a column's name.
struct known_type {
    std::string name;
    output::value_kind kind = output::value_kind::text;
    bool array = false;
};

std::optional<known_type> find_built_in(oid type) {
    for (const auto& each : built_in::types) {
        if (each.type == type) {
            return known_type{each.name, each.kind, false};
        }
        if (each.array != 0 && each.array == type) {
            return known_type{std::string(each.name) + "[]", each.kind, true};
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

oid oid_of(const sqldb::row& found, std::size_t index) {
    return static_cast<oid>(sqldb::decode_column<std::int64_t>(found, index, "an oid"));
}

known_type type_of(const sqldb::row& found) {
    if (found.text(2) != "t") {
        return {std::string(found.text(1)), output::value_kind::text, false};
    }
    const auto element = find_built_in(oid_of(found, 4));
    // An element may be an array itself: of a domain over one.
    const bool is_plain = element && !element->array;
    return {std::string(found.text(3)) + "[]", is_plain ? element->kind : output::value_kind::text,
            true};
}

std::map<oid, known_type> look_up(const std::vector<sqldb::column>& columns, sqldb::executor& db) {
    std::vector<std::int64_t> types;
    types.reserve(columns.size());
    for (const auto& each : columns) {
        types.push_back(each.type_oid);
    }
    std::map<oid, known_type> found;
    const auto rows = db.run(find_types_sql, {{"types", types}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        found.emplace(oid_of(rows[i], 0), type_of(rows[i]));
    }
    return found;
}

} // namespace

bool are_built_in(const std::vector<sqldb::column>& columns) {
    return std::all_of(columns.begin(), columns.end(),
                       [](const auto& each) { return find_built_in(each.type_oid).has_value(); });
}

std::vector<output::column> describe_columns(const std::vector<sqldb::column>& columns,
                                             sqldb::executor* db) {
    std::map<oid, known_type> found;
    if (db != nullptr && !are_built_in(columns)) {
        found = look_up(columns, *db);
    }
    std::vector<output::column> described;
    for (const auto& each : columns) {
        known_type type{"text", output::value_kind::text, false};
        if (auto known = find_built_in(each.type_oid)) {
            type = std::move(*known);
        } else if (const auto at = found.find(each.type_oid); at != found.end()) {
            type = at->second;
        }
        described.push_back({each.name, type.kind, type.array, type.name});
    }
    return described;
}

} // namespace dunlin::commands
