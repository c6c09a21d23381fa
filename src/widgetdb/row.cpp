// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <dunlin/base/stored_value.hpp>

namespace dunlin::widgetdb {

widget_row to_row(const widget::widget& widget) {
    return {widget.id,
            widget.user_id,
            widget.name.text(),
            widget.category.text(),
            widget.description ? std::optional(widget.description->text()) : std::nullopt,
            widget.is_active,
            widget.tags.texts(),
            sqldb::json{widget.attributes.json()},
            widget.date_created,
            widget.date_updated};
}

widget::widget read_widget(const sqldb::row& source) {
    const auto id = source.find("widget_id");
    return read_stored("widgets", "widget_id", id ? source.text(*id) : "", [&] {
        const auto row = sqldb::map_row<widget_row>(source);
        return widget::widget{
            row.id,
            row.user_id,
            parse_stored("name", [&] { return widget::name::parse(row.name); }),
            parse_stored("category", [&] { return widget::category::parse(row.category); }),
            row.description
                ? std::optional(parse_stored(
                      "description", [&] { return widget::description::parse(*row.description); }))
                : std::nullopt,
            row.is_active,
            parse_stored("tags", [&] { return widget::tags::parse(row.tags); }),
            parse_stored("attributes",
                         [&] { return widget::attributes::parse(row.attributes.text); }),
            row.date_created,
            row.date_updated};
    });
}

widget::part read_part(const part_row& row) {
    return read_stored("parts", "part_id", row.id.to_string(), [&] {
        return widget::part{
            row.id, parse_stored("name", [&] { return widget::part_name::parse(row.name); }),
            row.quantity};
    });
}

} // namespace dunlin::widgetdb
