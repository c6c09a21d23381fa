// SPDX-License-Identifier: MIT
#include "filter.hpp"
#include "order.hpp"
#include "report_sql.hpp"
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

constexpr std::string_view select_parts_sql = R"(
SELECT part_id, widget_id, name, quantity
FROM parts
WHERE widget_id = ANY (:ids)
ORDER BY widget_id, name, part_id)";

constexpr std::string_view delete_other_parts_sql = R"(
DELETE FROM parts WHERE widget_id = :widget_id AND part_id <> ALL (:ids))";

constexpr std::string_view save_parts_sql = R"(
INSERT INTO parts (part_id, widget_id, name, quantity)
SELECT given.part_id, CAST(:widget_id AS uuid), given.name, given.quantity
FROM unnest(CAST(:ids AS uuid[]), CAST(:names AS text[]), CAST(:quantities AS integer[]))
     AS given (part_id, name, quantity)
ON CONFLICT (part_id) DO UPDATE SET name = excluded.name, quantity = excluded.quantity)";

/// The WHERE clause of a search: the filter's conditions and the text.
void append_search_filter(std::string& sql, sqldb::parameters& values, const std::string& text,
                          const widget::filter& filter) {
    const bool has_where = append_filter(sql, values, filter);
    sqldb::append_condition(sql, has_where, search_condition);
    values.set("text", text);
}

sqldb::parameters values_of(const widget::report_selection& selection) {
    const auto& page = selection.page;
    return {{"user_id", selection.user_id},
            {"rows", page ? std::optional(page->rows()) : std::nullopt},
            {"offset", page ? page->offset() : 0}};
}

std::int64_t read_number(const sqldb::row& row, std::string_view column) {
    const auto index = row.find(column);
    if (!index) {
        sqldb::fail_missing_column(column);
    }
    return sqldb::decode_column<std::int64_t>(row, *index, column);
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

std::map<uuid, std::vector<widget::part>> store::query_parts(const std::vector<uuid>& ids) {
    std::map<uuid, std::vector<widget::part>> parts;
    sqldb::query_each<part_row>(db_, select_parts_sql, {{"ids", ids}}, [&](const part_row& row) {
        parts[row.widget_id].push_back(read_part(row));
    });
    return parts;
}

void store::require_transaction(std::string_view purpose) {
    sqldb::require_transaction(db_, purpose);
}

void store::replace_parts(const uuid& id, const std::vector<widget::part>& parts) {
    std::vector<uuid> ids;
    std::vector<std::string> names;
    std::vector<std::int32_t> quantities;
    for (const auto& part : parts) {
        ids.push_back(part.id);
        names.push_back(part.name.text());
        quantities.push_back(part.quantity);
    }
    sqldb::exec(db_, delete_other_parts_sql, {{"widget_id", id}, {"ids", ids}});
    sqldb::exec(db_, save_parts_sql,
                {{"widget_id", id}, {"ids", ids}, {"names", names}, {"quantities", quantities}});
}

std::int64_t store::report_parts(const widget::report_selection& selection,
                                 const std::function<void(const widget::counted_widget&)>& handle) {
    return db_.stream(report_parts_sql, values_of(selection), [&](const sqldb::row& row) {
        handle({read_widget(row), read_number(row, "part_count"), read_number(row, "quantity")});
    });
}

std::int64_t store::report_rank(const widget::report_selection& selection,
                                const std::function<void(const widget::ranked_widget&)>& handle) {
    return db_.stream(report_rank_sql, values_of(selection), [&](const sqldb::row& row) {
        handle({read_widget(row), read_number(row, "category_rank")});
    });
}

std::int64_t
store::report_counts(const widget::report_selection& selection,
                     const std::function<void(const widget::grouped_widget&)>& handle) {
    return db_.stream(report_counts_sql, values_of(selection), [&](const sqldb::row& row) {
        handle({read_widget(row), read_number(row, "widget_count")});
    });
}

std::vector<widget::category_count> store::report_categories(const std::optional<uuid>& user_id) {
    return sqldb::query_all<widget::category_count>(db_, report_categories_sql,
                                                    {{"user_id", user_id}});
}

} // namespace dunlin::widgetdb
