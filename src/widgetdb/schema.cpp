// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/query.hpp>
#include <dunlin/widgetdb/schema.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>

namespace dunlin::widgetdb {

/// A column that is missing or has another type.
struct found_problem {
    std::int64_t position = 0; ///< in the table of requirements, from 1
    bool has_table = false;
    std::optional<std::string> type; ///< nullopt: there is no such column
};

} // namespace dunlin::widgetdb

namespace dunlin::sqldb {

template <> struct mapping<widgetdb::found_problem> {
    using row_type = widgetdb::found_problem;
    static constexpr auto fields =
        std::tuple{field("position", &row_type::position), field("has_table", &row_type::has_table),
                   field("type", &row_type::type)};
};

} // namespace dunlin::sqldb

namespace dunlin::widgetdb {
namespace {

struct requirement {
    std::string_view migration;
    std::string_view table;
    std::string_view column;
    std::string_view types; ///< that serve, with a bar between them
};

constexpr std::string_view any_text = "text|character varying";
constexpr std::string_view with_time_zone = "timestamp with time zone";

/// In the order of the migrations.
constexpr std::array<requirement, 17> requirements{{
    {"1.02", "widgets", "widget_id", "uuid"},
    {"1.02", "widgets", "user_id", "uuid"},
    {"1.02", "widgets", "name", any_text},
    {"1.02", "widgets", "category", any_text},
    {"1.03", "parts", "part_id", "uuid"},
    {"1.03", "parts", "widget_id", "uuid"},
    {"1.03", "parts", "name", any_text},
    {"1.03", "parts", "quantity", "integer"},
    {"1.04", "widgets", "attributes", "jsonb"},
    {"1.04", "widgets", "tags", "text[]"},
    {"1.05", "widgets", "search", "tsvector"},
    {"1.06", "widgets", "description", any_text},
    {"1.07", "widgets", "is_active", "boolean"},
    {"1.10", "widgets", "date_created", with_time_zone},
    {"1.10", "widgets", "date_updated", with_time_zone},
    {"1.10", "users", "date_created", with_time_zone},
    {"1.10", "users", "date_updated", with_time_zone},
}};

constexpr std::string_view first_migration = "1.02";

constexpr std::string_view problems_sql = R"(
SELECT wanted.position, pg_catalog.to_regclass(wanted.table_name) IS NOT NULL AS has_table,
       pg_catalog.format_type(found.atttypid, NULL) AS type
FROM unnest(CAST(:tables AS text[]), CAST(:columns AS text[]), CAST(:types AS text[]))
     WITH ORDINALITY AS wanted (table_name, column_name, types, position)
LEFT JOIN pg_catalog.pg_attribute AS found
    ON found.attrelid = pg_catalog.to_regclass(wanted.table_name)
   AND found.attname = wanted.column_name
   AND found.attnum > 0
   AND NOT found.attisdropped
WHERE found.attname IS NULL
   OR pg_catalog.format_type(found.atttypid, NULL) <> ALL (pg_catalog.string_to_array(wanted.types, '|'))
ORDER BY wanted.position)";

/// A schema outside the search path that has the tables.
constexpr std::string_view other_schema_sql = R"(
SELECT n.nspname::text
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relname IN ('users', 'widgets') AND c.relkind IN ('r', 'p')
  AND n.nspname <> ALL (pg_catalog.current_schemas(true))
GROUP BY n.nspname HAVING pg_catalog.count(*) = 2
ORDER BY n.nspname LIMIT 1)";

std::vector<std::string> texts_of(std::string_view requirement::*member) {
    std::vector<std::string> texts;
    for (const auto& wanted : requirements) {
        texts.emplace_back(wanted.*member);
    }
    return texts;
}

std::string text_of(const requirement& wanted, const found_problem& found) {
    if (!found.has_table) {
        return fmt::format("table {} is missing", wanted.table);
    }
    if (!found.type) {
        return fmt::format("{}.{} is missing", wanted.table, wanted.column);
    }
    const auto first_type = wanted.types.substr(0, wanted.types.find('|'));
    return fmt::format("{}.{} is {} instead of {}", wanted.table, wanted.column, *found.type,
                       first_type);
}

} // namespace

std::vector<schema_problem> find_schema_problems(sqldb::executor& db) {
    const auto found = sqldb::query_all<found_problem>(db, problems_sql,
                                                       {{"tables", texts_of(&requirement::table)},
                                                        {"columns", texts_of(&requirement::column)},
                                                        {"types", texts_of(&requirement::types)}});
    std::vector<schema_problem> problems;
    for (const auto& problem : found) {
        const auto& wanted = requirements.at(static_cast<std::size_t>(problem.position - 1));
        if (wanted.migration == first_migration) {
            return {};
        }
        schema_problem next{text_of(wanted, problem), std::string(wanted.migration)};
        // All columns of a missing table have the same text.
        if (problems.empty() || problems.back().text != next.text) {
            problems.push_back(std::move(next));
        }
    }
    return problems;
}

std::string find_other_schema(sqldb::executor& db) {
    const auto schemas = sqldb::query_values<std::string>(db, other_schema_sql);
    return schemas.empty() ? "" : schemas.front();
}

std::string version_before(const schema_problem& first) {
    std::string before(first_migration);
    for (const auto& wanted : requirements) {
        if (wanted.migration == first.migration) {
            break;
        }
        before = wanted.migration;
    }
    return before;
}

} // namespace dunlin::widgetdb
