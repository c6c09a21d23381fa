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
using found_ref = const widget::found_widget&;

text tags_of(widget_ref w) {
    return sqldb::codec<std::vector<std::string>>::encode(w.tags.texts());
}
text active_of(widget_ref w) {
    return w.active ? "true" : "false";
}

// clang-format off
constexpr record_column<widget::widget> columns[] = {
    {"id", value_kind::text, false, "uuid", always, [](widget_ref w, time_formatter) -> text { return w.id.to_string(); }},
    {"user_id", value_kind::text, false, "uuid", wide_formats, [](widget_ref w, time_formatter) -> text { return w.user_id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](widget_ref w, time_formatter) -> text { return w.name.text(); }},
    {"category", value_kind::text, false, "text", always, [](widget_ref w, time_formatter) -> text { return w.category.text(); }},
    {"active", value_kind::boolean, false, "bool", always, [](widget_ref w, time_formatter) -> text { return active_of(w); }},
    {"tags", value_kind::text, true, "text[]", always, [](widget_ref w, time_formatter) -> text { return tags_of(w); }},
    {"attributes", value_kind::json, false, "jsonb", wide_formats, [](widget_ref w, time_formatter) -> text { return w.attributes.json(); }},
    {"date_created", value_kind::timestamp_tz, false, "timestamptz", always, [](widget_ref w, time_formatter at) -> text { return at(w.date_created); }},
    {"date_updated", value_kind::timestamp_tz, false, "timestamptz", wide_formats, [](widget_ref w, time_formatter at) -> text { return at(w.date_updated); }},
};

constexpr record_column<widget::found_widget> found_columns[] = {
    {"rank", value_kind::number, false, "float8", always, [](found_ref f, time_formatter) -> text { return fmt::format("{:.4f}", f.rank); }},
    {"id", value_kind::text, false, "uuid", always, [](found_ref f, time_formatter) -> text { return f.widget.id.to_string(); }},
    {"user_id", value_kind::text, false, "uuid", wide_formats, [](found_ref f, time_formatter) -> text { return f.widget.user_id.to_string(); }},
    {"name", value_kind::text, false, "text", always, [](found_ref f, time_formatter) -> text { return f.widget.name.text(); }},
    {"category", value_kind::text, false, "text", always, [](found_ref f, time_formatter) -> text { return f.widget.category.text(); }},
    {"active", value_kind::boolean, false, "bool", wide_formats, [](found_ref f, time_formatter) -> text { return active_of(f.widget); }},
    {"tags", value_kind::text, true, "text[]", always, [](found_ref f, time_formatter) -> text { return tags_of(f.widget); }},
    {"attributes", value_kind::json, false, "jsonb", wide_formats, [](found_ref f, time_formatter) -> text { return f.widget.attributes.json(); }},
    {"date_created", value_kind::timestamp_tz, false, "timestamptz", wide_formats, [](found_ref f, time_formatter at) -> text { return at(f.widget.date_created); }},
    {"date_updated", value_kind::timestamp_tz, false, "timestamptz", wide_formats, [](found_ref f, time_formatter at) -> text { return at(f.widget.date_updated); }},
    {"snippet", value_kind::text, false, "text", on_request, [](found_ref f, time_formatter) -> text { return f.snippet; }},
};
// clang-format on

} // namespace

std::span<const record_column<widget::widget>> widget_columns() noexcept {
    return columns;
}
std::span<const record_column<widget::found_widget>> found_widget_columns() noexcept {
    return found_columns;
}

} // namespace dunlin::commands
