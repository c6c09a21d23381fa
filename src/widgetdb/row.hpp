// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/mapping.hpp>
#include <dunlin/widget/model.hpp>
#include <dunlin/widget/report.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dunlin::widgetdb {

/// A row of table widgets, without the generated column.
struct widget_row {
    uuid id;
    uuid user_id;
    std::string name;
    std::string category;
    std::optional<std::string> description;
    bool is_active = true;
    std::vector<std::string> tags;
    sqldb::json attributes;
    timestamp date_created{};
    timestamp date_updated{};
};

widget_row to_row(const widget::widget& widget);
/// Parses every value of a row of table widgets. Throws error(failed) that names table, ID and
/// column of an invalid value.
widget::widget read_widget(const sqldb::row& source);

/// A row of table parts.
struct part_row {
    uuid id;
    uuid widget_id;
    std::string name;
    std::int32_t quantity = 1;
};

/// Parses a row of table parts. Throws like read_widget().
widget::part read_part(const part_row& row);

/// The columns that a search adds to those of table widgets.
struct match_row {
    double rank = 0;
    std::optional<std::string> snippet;
};

} // namespace dunlin::widgetdb

namespace dunlin::sqldb {

template <> struct mapping<widgetdb::widget_row> {
    using row_type = widgetdb::widget_row;
    static constexpr auto fields = std::tuple{field("widget_id", &row_type::id),
                                              field("user_id", &row_type::user_id),
                                              field("name", &row_type::name),
                                              field("category", &row_type::category),
                                              field("description", &row_type::description),
                                              field("is_active", &row_type::is_active),
                                              field("tags", &row_type::tags),
                                              field("attributes", &row_type::attributes),
                                              field("date_created", &row_type::date_created),
                                              field("date_updated", &row_type::date_updated)};
};

template <> struct mapping<widgetdb::match_row> {
    static constexpr auto fields = std::tuple{field("rank", &widgetdb::match_row::rank),
                                              field("snippet", &widgetdb::match_row::snippet)};
};

template <> struct mapping<widgetdb::part_row> {
    using row_type = widgetdb::part_row;
    static constexpr auto fields =
        std::tuple{field("part_id", &row_type::id), field("widget_id", &row_type::widget_id),
                   field("name", &row_type::name), field("quantity", &row_type::quantity)};
};

template <> struct mapping<widget::category_count> {
    static constexpr auto fields = std::tuple{field("category", &widget::category_count::category),
                                              field("widgets", &widget::category_count::widgets),
                                              field("active", &widget::category_count::active)};
};

} // namespace dunlin::sqldb
