// SPDX-License-Identifier: MIT
#include "filter.hpp"
#include "order.hpp"
#include "row.hpp"

#include <dunlin/sqldb/list.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/widgetdb/store.hpp>

namespace dunlin::widgetdb {
namespace {

constexpr std::string_view insert_sql = R"(
INSERT INTO widgets
    (widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
     date_updated)
VALUES
    (:widget_id, :user_id, :name, :category, :description, :is_active, :tags, :attributes,
     :date_created, :date_updated))";

constexpr std::string_view update_sql = R"(
UPDATE widgets
SET user_id = :user_id, name = :name, category = :category, description = :description,
    is_active = :is_active, tags = :tags, attributes = :attributes, date_updated = :date_updated
WHERE widget_id = :widget_id)";

constexpr std::string_view delete_sql = R"(
DELETE FROM widgets WHERE widget_id = ANY (:ids) RETURNING widget_id)";

constexpr std::string_view select_sql = R"(
SELECT widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
       date_updated
FROM widgets)";

constexpr std::string_view select_by_id_sql = R"(
SELECT widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
       date_updated
FROM widgets
WHERE widget_id = :id)";

constexpr std::string_view select_for_update_sql = R"(
SELECT widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
       date_updated
FROM widgets
WHERE widget_id = :id
FOR UPDATE)";

constexpr std::string_view count_sql = "SELECT count(*) FROM widgets";

constexpr std::string_view page_clause = " LIMIT :rows OFFSET :offset";

// The outer query adds the snippets: ts_headline() is slow and needed for the rows of one page
// only.
constexpr std::string_view search_begin_sql = R"(
SELECT found.*,
       CASE WHEN :with_snippets THEN
           ts_headline('english', concat_ws(' / ', name, category, nullif(description, ''),
                                            nullif(tags_as_text(tags), '')),
                       websearch_to_tsquery('english', :text),
                       'HighlightAll=true, StartSel=**, StopSel=**')
       END AS snippet
FROM (
    SELECT widget_id, user_id, name, category, description, is_active, tags, attributes,
           date_created, date_updated,
           ts_rank(search, websearch_to_tsquery('english', :text))::float8 AS rank
    FROM widgets)";

constexpr std::string_view search_condition = "search @@ websearch_to_tsquery('english', :text)";

constexpr std::string_view search_end_sql = R"(
    ORDER BY rank DESC, widget_id
    LIMIT :rows OFFSET :offset
) AS found
ORDER BY rank DESC, widget_id)";

constexpr std::string_view report_parts_sql = R"(
SELECT widgets.widget_id, widgets.name,
       (SELECT count(*) FROM parts WHERE parts.widget_id = widgets.widget_id) AS parts,
       (SELECT coalesce(sum(parts.quantity), 0) FROM parts
        WHERE parts.widget_id = widgets.widget_id) AS quantity
FROM widgets
WHERE CAST(:user_id AS uuid) IS NULL OR widgets.user_id = :user_id
ORDER BY parts DESC, widgets.name, widgets.widget_id)";

constexpr std::string_view report_rank_sql = R"(
SELECT category,
       row_number() OVER (PARTITION BY category ORDER BY date_created DESC, widget_id) AS place,
       widget_id, name
FROM widgets
WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
ORDER BY category, place)";

constexpr std::string_view report_categories_sql = R"(
WITH chosen AS (
    SELECT category, is_active
    FROM widgets
    WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
)
SELECT category, count(*) AS widgets, count(*) FILTER (WHERE is_active) AS active
FROM chosen
GROUP BY category
ORDER BY category)";

/// The WHERE clause of a search: the filter's conditions and the text.
void append_search_filter(std::string& sql, sqldb::parameters& values, const std::string& text,
                          const widget::filter& filter) {
    const bool has_where = append_filter(sql, values, filter);
    sqldb::append_condition(sql, has_where, search_condition);
    values.set("text", text);
}

} // namespace

void store::create(const widget::widget& widget) {
    sqldb::exec(db_, insert_sql, sqldb::bind_struct(to_row(widget)));
}

void store::update(const widget::widget& widget) {
    const widget_row row = to_row(widget);
    const auto updated = sqldb::exec(db_, update_sql,
                                     {{"widget_id", row.id},
                                      {"user_id", row.user_id},
                                      {"name", row.name},
                                      {"category", row.category},
                                      {"description", row.description},
                                      {"is_active", row.is_active},
                                      {"tags", row.tags},
                                      {"attributes", row.attributes},
                                      {"date_updated", row.date_updated}});
    if (updated == 0) {
        sqldb::fail_not_found();
    }
}

std::vector<uuid> store::remove(const std::vector<uuid>& ids) {
    return sqldb::read_all(db_, delete_sql, {{"ids", ids}}, [](const sqldb::row& row) {
        return sqldb::decode_column<uuid>(row, 0, "widget_id");
    });
}

widget::widget store::query_by_id(const uuid& id) {
    return sqldb::read_one(db_, select_by_id_sql, {{"id", id}}, read_widget);
}

widget::widget store::query_for_update(const uuid& id) {
    sqldb::require_transaction(db_, "a widget to be updated");
    return sqldb::read_one(db_, select_for_update_sql, {{"id", id}}, read_widget);
}

std::vector<widget::widget> store::query(const widget::filter& filter,
                                         const widget::order_by& order, const page& page) {
    std::string sql(select_sql);
    sqldb::parameters values{{"rows", page.rows()}, {"offset", page.offset()}};
    append_filter(sql, values, filter);
    sql += clause_of(order).clause;
    sql += page_clause;
    return sqldb::read_all(db_, sql, values, read_widget);
}

std::vector<widget::widget> store::query_after(const widget::filter& filter,
                                               const widget::order_by& order,
                                               const std::optional<cursor>& after,
                                               std::int64_t rows) {
    std::string sql(select_sql);
    sqldb::parameters values;
    const bool has_where = append_filter(sql, values, filter);
    sqldb::append_rows_after(sql, values, has_where, clause_of(order), after, rows);
    return sqldb::read_all(db_, sql, values, read_widget);
}

std::int64_t store::for_each(const widget::filter& filter, const widget::order_by& order,
                             const std::function<void(const widget::widget&)>& handle) {
    std::string sql(select_sql);
    sqldb::parameters values;
    append_filter(sql, values, filter);
    sql += clause_of(order).clause;
    return db_.stream(sql, values, [&](const sqldb::row& row) { handle(read_widget(row)); });
}

std::int64_t store::count(const widget::filter& filter) {
    std::string sql(count_sql);
    sqldb::parameters values;
    append_filter(sql, values, filter);
    return sqldb::query_value<std::int64_t>(db_, sql, values);
}

std::vector<widget::found_widget> store::search(const std::string& text,
                                                const widget::filter& filter, const page& page,
                                                widget::snippets mode) {
    std::string sql(search_begin_sql);
    sqldb::parameters values{{"rows", page.rows()},
                             {"offset", page.offset()},
                             {"with_snippets", mode == widget::snippets::with}};
    append_search_filter(sql, values, text, filter);
    sql += search_end_sql;
    const auto rows = db_.run(sql, values);
    std::vector<widget::found_widget> widgets;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto match = sqldb::map_row<match_row>(rows[i]);
        widgets.push_back({read_widget(rows[i]), match.rank, std::move(match.snippet)});
    }
    return widgets;
}

std::int64_t store::count_found(const std::string& text, const widget::filter& filter) {
    std::string sql(count_sql);
    sqldb::parameters values;
    append_search_filter(sql, values, text, filter);
    return sqldb::query_value<std::int64_t>(db_, sql, values);
}

std::vector<widget::part_count> store::report_parts(const std::optional<uuid>& user_id) {
    return sqldb::query_all<widget::part_count>(db_, report_parts_sql, {{"user_id", user_id}});
}

std::vector<widget::category_rank> store::report_rank(const std::optional<uuid>& user_id) {
    return sqldb::query_all<widget::category_rank>(db_, report_rank_sql, {{"user_id", user_id}});
}

std::vector<widget::category_count> store::report_categories(const std::optional<uuid>& user_id) {
    return sqldb::query_all<widget::category_count>(db_, report_categories_sql,
                                                    {{"user_id", user_id}});
}

} // namespace dunlin::widgetdb
