// SPDX-License-Identifier: MIT
#include "binary_row.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/widgetdb/loader.hpp>

#include <charconv>
#include <tuple>

namespace dunlin::widgetdb {

/// The result of merging the temporary table.
struct merge_counts {
    std::int64_t created = 0;
    std::int64_t updated = 0;
};

} // namespace dunlin::widgetdb

namespace dunlin::sqldb {

template <> struct mapping<widgetdb::merge_counts> {
    static constexpr auto fields = std::tuple{field("created", &widgetdb::merge_counts::created),
                                              field("updated", &widgetdb::merge_counts::updated)};
};

template <> struct mapping<widgetdb::bad_row> {
    static constexpr auto fields = std::tuple{field("row_number", &widgetdb::bad_row::row),
                                              field("problem", &widgetdb::bad_row::problem),
                                              field("total", &widgetdb::bad_row::total)};
};

} // namespace dunlin::sqldb

namespace dunlin::widgetdb {
namespace {

constexpr std::size_t buffer_size = 256U << 10U;

constexpr std::string_view copy_sql = R"(
COPY widgets
    (widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
     date_updated)
FROM STDIN (FORMAT binary))";

constexpr std::string_view create_staging_sql = R"(
CREATE TEMPORARY TABLE dunlin_widget_load (
    row_number   bigint,
    widget_id    uuid,
    user_id      uuid,
    name         text,
    category     text,
    description  text,
    is_active    boolean,
    tags         text[],
    attributes   jsonb,
    date_created timestamptz,
    date_updated timestamptz
) ON COMMIT DROP)";

constexpr std::string_view copy_staging_sql =
    "COPY pg_temp.dunlin_widget_load FROM STDIN (FORMAT binary)";

constexpr std::string_view merge_skip_sql = R"(
WITH merged AS (
    INSERT INTO widgets
        (widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
         date_updated)
    SELECT widget_id, user_id, name, category, description, is_active, tags, attributes,
           date_created, date_updated
    FROM pg_temp.dunlin_widget_load
    ORDER BY row_number
    ON CONFLICT (widget_id) DO NOTHING
    RETURNING 1
)
SELECT count(*) AS created, 0::bigint AS updated FROM merged)";

// xmax is 0 in a row that was inserted, and set in one that was updated.
constexpr std::string_view merge_update_sql = R"(
WITH merged AS (
    INSERT INTO widgets
        (widget_id, user_id, name, category, description, is_active, tags, attributes, date_created,
         date_updated)
    SELECT widget_id, user_id, name, category, description, is_active, tags, attributes,
           date_created, date_updated
    FROM pg_temp.dunlin_widget_load
    ORDER BY row_number
    ON CONFLICT (widget_id) DO UPDATE
    SET user_id = excluded.user_id, name = excluded.name, category = excluded.category,
        description = excluded.description, is_active = excluded.is_active, tags = excluded.tags,
        attributes = excluded.attributes, date_updated = excluded.date_updated
    RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new) AS created, count(*) FILTER (WHERE NOT is_new) AS updated
FROM merged)";

constexpr std::string_view bad_rows_sql = R"(
SELECT row_number, problem, count(*) OVER () AS total
FROM (
    SELECT row_number, 'user not found: ' || user_id AS problem
    FROM pg_temp.dunlin_widget_load AS loaded
    WHERE NOT EXISTS (SELECT FROM users WHERE users.user_id = loaded.user_id)
    UNION ALL
    SELECT row_number, 'ID ' || widget_id || ' occurs more than once'
    FROM (SELECT row_number, widget_id,
                 row_number() OVER (PARTITION BY widget_id ORDER BY row_number) AS occurrence
          FROM pg_temp.dunlin_widget_load) AS numbered
    WHERE occurrence > 1 AND :reject_repeated
) AS bad
ORDER BY row_number
LIMIT :limit)";

constexpr std::string_view unknown_users_sql = R"(
SELECT given.user_id
FROM unnest(CAST(:ids AS uuid[])) AS given (user_id)
WHERE NOT EXISTS (SELECT FROM users WHERE users.user_id = given.user_id))";

} // namespace

loader::loader(sqldb::transaction& transaction, on_conflict mode)
    : transaction_(transaction), mode_(mode) {
    if (mode_ != on_conflict::fail) {
        transaction_.run(create_staging_sql, {});
    }
    copy_.emplace(transaction_.session(), mode_ == on_conflict::fail ? copy_sql : copy_staging_sql);
    buffer_ = binary_header;
}

void loader::add(const widget::widget& widget) {
    ++rows_;
    append_binary_row(buffer_, widget, mode_ == on_conflict::fail ? nullptr : &rows_);
    if (buffer_.size() >= buffer_size) {
        flush();
    }
}

void loader::flush() {
    copy_->write(buffer_);
    buffer_.clear();
}

void loader::end_copy() {
    if (copy_) {
        buffer_ += binary_trailer;
        flush();
        copy_->finish();
        copy_.reset();
    }
}

load_counts loader::finish() {
    end_copy();
    if (mode_ == on_conflict::fail) {
        return {rows_, 0, 0};
    }
    const auto merged = sqldb::query_one<merge_counts>(
        transaction_, mode_ == on_conflict::skip ? merge_skip_sql : merge_update_sql);
    return {merged.created, merged.updated, rows_ - merged.created - merged.updated};
}

std::vector<bad_row> loader::find_bad_rows(std::int64_t limit) {
    end_copy();
    return sqldb::query_all<bad_row>(
        transaction_, bad_rows_sql,
        {{"limit", limit}, {"reject_repeated", mode_ == on_conflict::update}});
}

std::optional<std::int64_t> row_number_of(const error& problem) {
    const auto* server_error = dynamic_cast<const sqldb::sql_error*>(&problem);
    if (server_error == nullptr) {
        return std::nullopt;
    }
    constexpr std::string_view prefix = "COPY widgets, line ";
    const std::string& context = server_error->context;
    const auto at = context.find(prefix);
    std::int64_t row = 0;
    if (at == std::string::npos ||
        std::from_chars(context.data() + at + prefix.size(), context.data() + context.size(), row)
                .ec != std::errc{}) {
        return std::nullopt;
    }
    return row;
}

std::vector<uuid> find_unknown_users(sqldb::executor& db, const std::vector<uuid>& ids) {
    return sqldb::read_all(db, unknown_users_sql, {{"ids", ids}}, [](const sqldb::row& row) {
        return sqldb::decode_column<uuid>(row, 0, "user_id");
    });
}

} // namespace dunlin::widgetdb
