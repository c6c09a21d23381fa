// SPDX-License-Identifier: MIT
#include "widget/columns.hpp"

#include <dunlin/sqldb/codec.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

using enum column_visibility;
using output::value_kind;
using text = std::optional<std::string>;
using widget_ref = const widget::widget&;

text tags_of(widget_ref w) {
    return sqldb::codec<std::vector<std::string>>::encode(w.tags.texts());
}
text is_active_of(widget_ref w) {
    return w.is_active ? "true" : "false";
}

// clang-format off
constexpr record_column<widget::widget> columns[] = {
    {"id", value_kind::text, false, "uuid", always, [](widget_ref w, time_formatter) -> text { return w.id.to_string(); }},
    {"user_id", value_kind::text, false, "uuid", wide_formats, [](widget_ref w, time_formatter) -> text { return w.user_id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](widget_ref w, time_formatter) -> text { return w.name.text(); }},
    {"category", value_kind::text, false, "text", always, [](widget_ref w, time_formatter) -> text { return w.category.text(); }},
    {"description", value_kind::text, false, "text", wide_formats, [](widget_ref w, time_formatter) -> text { return w.description ? text(w.description->text()) : std::nullopt; }},
    {"is_active", value_kind::boolean, false, "bool", always, [](widget_ref w, time_formatter) -> text { return is_active_of(w); }},
    {"active", value_kind::boolean, false, "bool", json_formats, [](widget_ref w, time_formatter) -> text { return is_active_of(w); }},
    {"tags", value_kind::text, true, "text[]", always, [](widget_ref w, time_formatter) -> text { return tags_of(w); }},
    {"attributes", value_kind::json, false, "jsonb", wide_formats, [](widget_ref w, time_formatter) -> text { return w.attributes.json(); }},
    {"date_created", value_kind::timestamp_tz, false, "timestamptz", always, [](widget_ref w, time_formatter at) -> text { return at(w.date_created); }},
    {"date_updated", value_kind::timestamp_tz, false, "timestamptz", wide_formats, [](widget_ref w, time_formatter at) -> text { return at(w.date_updated); }},
};

// clang-format on

/// The index of the column of widgets with that name.
consteval std::size_t find(std::string_view name) {
    std::size_t index = 0;
    while (columns[index].name != name) {
        ++index;
    }
    return index;
}

/// The same column of a record with a member `widget`.
template <class Record, std::size_t Index>
constexpr record_column<Record> of_widget(column_visibility visibility = columns[Index].visibility) {
    const auto& column = columns[Index];
    return {column.name, column.kind, column.array, column.type_name, visibility,
            [](const Record& record, time_formatter format_time) {
                return columns[Index].text(record.widget, format_time);
            }};
}

constexpr record_column<widget::found_widget> found_columns[] = {
    {"rank", value_kind::number, false, "float8", always,
     [](const widget::found_widget& found, time_formatter) -> text {
         return fmt::format("{:.4f}", found.rank);
     }},
    of_widget<widget::found_widget, find("id")>(),
    of_widget<widget::found_widget, find("user_id")>(),
    of_widget<widget::found_widget, find("name")>(),
    of_widget<widget::found_widget, find("category")>(),
    of_widget<widget::found_widget, find("description")>(),
    of_widget<widget::found_widget, find("is_active")>(wide_formats),
    of_widget<widget::found_widget, find("active")>(),
    of_widget<widget::found_widget, find("tags")>(),
    of_widget<widget::found_widget, find("attributes")>(),
    of_widget<widget::found_widget, find("date_created")>(wide_formats),
    of_widget<widget::found_widget, find("date_updated")>(),
    {"snippet", value_kind::text, false, "text", on_request,
     [](const widget::found_widget& found, time_formatter) -> text { return found.snippet; }},
};

} // namespace

std::span<const record_column<widget::widget>> widget_columns() noexcept {
    return columns;
}
std::span<const record_column<widget::found_widget>> found_widget_columns() noexcept {
    return found_columns;
}

} // namespace dunlin::commands
