// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// The reports on widgets. :user_id NULL means all users, :rows NULL all rows after :offset. Each
/// reads whole widgets only for the rows of its page.
namespace dunlin::widgetdb {

/// Widgets with the number of their parts, newest first. The parts are counted for the rows of the
/// page only.
inline constexpr std::string_view report_parts_sql = R"(
SELECT widgets.widget_id, widgets.user_id, widgets.name, widgets.category, widgets.description,
       widgets.is_active, widgets.tags, widgets.attributes, widgets.date_created,
       widgets.date_updated,
       (SELECT count(*) FROM parts WHERE parts.widget_id = widgets.widget_id) AS part_count,
       (SELECT coalesce(sum(parts.quantity), 0) FROM parts
        WHERE parts.widget_id = widgets.widget_id) AS quantity
FROM (
    SELECT widget_id, date_created
    FROM widgets
    WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
    ORDER BY date_created DESC, widget_id DESC
    LIMIT :rows OFFSET :offset
) AS page
JOIN widgets USING (widget_id)
ORDER BY page.date_created DESC, page.widget_id DESC)";

/// Widgets with their rank within their category, the newest first. last_row is the number of a
/// category's last row in the report, so that only the categories of the page are ranked.
inline constexpr std::string_view report_rank_sql = R"(
WITH counted AS (
    SELECT category, count(*) AS widget_count
    FROM widgets
    WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
    GROUP BY category
), placed AS (
    SELECT category, widget_count,
           CAST(sum(widget_count) OVER (ORDER BY category) AS bigint) AS last_row
    FROM counted
), page AS (
    SELECT placed.last_row, ranked.widget_id, ranked.category_rank
    FROM placed
    CROSS JOIN LATERAL (
        SELECT widget_id,
               row_number() OVER (PARTITION BY category
                                  ORDER BY date_created DESC, widget_id) AS category_rank
        FROM widgets
        WHERE widgets.category = placed.category
          AND (CAST(:user_id AS uuid) IS NULL OR user_id = :user_id)
        ORDER BY date_created DESC, widget_id
        LIMIT :rows
        OFFSET greatest(CAST(:offset AS bigint) - (placed.last_row - placed.widget_count), 0)
    ) AS ranked
    WHERE placed.last_row > CAST(:offset AS bigint)
      AND (CAST(:rows AS bigint) IS NULL
           OR placed.last_row - placed.widget_count < CAST(:offset AS bigint) + :rows)
    ORDER BY placed.last_row, ranked.category_rank
    LIMIT :rows
)
SELECT widgets.widget_id, widgets.user_id, widgets.name, widgets.category, widgets.description,
       widgets.is_active, widgets.tags, widgets.attributes, widgets.date_created,
       widgets.date_updated, page.category_rank
FROM page
JOIN widgets USING (widget_id)
ORDER BY page.last_row, page.category_rank)";

/// Widgets with the number of widgets in their category, the largest category first. last_row is
/// the number of a category's last row in the report, so that only the categories of the page are
/// read.
inline constexpr std::string_view report_counts_sql = R"(
WITH counted AS (
    SELECT category, count(*) AS widget_count
    FROM widgets
    WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
    GROUP BY category
), placed AS (
    SELECT category, widget_count,
           CAST(sum(widget_count) OVER (ORDER BY widget_count DESC, category) AS bigint) AS last_row
    FROM counted
), page AS (
    SELECT placed.last_row, placed.widget_count, chosen.widget_id, chosen.date_created
    FROM placed
    CROSS JOIN LATERAL (
        SELECT widget_id, date_created
        FROM widgets
        WHERE widgets.category = placed.category
          AND (CAST(:user_id AS uuid) IS NULL OR user_id = :user_id)
        ORDER BY date_created DESC, widget_id
        LIMIT :rows
        OFFSET greatest(CAST(:offset AS bigint) - (placed.last_row - placed.widget_count), 0)
    ) AS chosen
    WHERE placed.last_row > CAST(:offset AS bigint)
      AND (CAST(:rows AS bigint) IS NULL
           OR placed.last_row - placed.widget_count < CAST(:offset AS bigint) + :rows)
    ORDER BY placed.last_row, chosen.date_created DESC, chosen.widget_id
    LIMIT :rows
)
SELECT widgets.widget_id, widgets.user_id, widgets.name, widgets.category, widgets.description,
       widgets.is_active, widgets.tags, widgets.attributes, widgets.date_created,
       widgets.date_updated, page.widget_count
FROM page
JOIN widgets USING (widget_id)
ORDER BY page.last_row, page.date_created DESC, page.widget_id)";

/// The categories with the number of their widgets.
inline constexpr std::string_view report_categories_sql = R"(
WITH chosen AS (
    SELECT category, is_active
    FROM widgets
    WHERE CAST(:user_id AS uuid) IS NULL OR user_id = :user_id
)
SELECT category, count(*) AS widgets, count(*) FILTER (WHERE is_active) AS active
FROM chosen
GROUP BY category
ORDER BY category)";

} // namespace dunlin::widgetdb
