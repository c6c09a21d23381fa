// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <dunlin/base/stored_value.hpp>

namespace dunlin::widgetdb {

widget_row to_row(const widget::widget& one) {
    return {one.id,
            one.user_id,
            one.name.text(),
            one.category.text(),
            one.active,
            one.tags.texts(),
            sqldb::json{one.attributes.json()},
            one.date_created,
            one.date_updated};
}

widget::widget read_widget(const sqldb::row& from) {
    const auto id = from.find("widget_id");
    return read_stored("widgets", "widget_id", id ? from.text(*id) : "", [&] {
        const auto row = sqldb::map_row<widget_row>(from);
        return widget::widget{
            row.id,
            row.user_id,
            parse_stored("name", [&] { return widget::name::parse(row.name); }),
            parse_stored("category", [&] { return widget::category::parse(row.category); }),
            row.active,
            parse_stored("tags", [&] { return widget::tags::parse(row.tags); }),
            parse_stored("attributes",
                         [&] { return widget::attributes::parse(row.attributes.text); }),
            row.date_created,
            row.date_updated};
    });
}

} // namespace dunlin::widgetdb
