// SPDX-License-Identifier: MIT
#include "widget/columns.hpp"

#include "widget/parts.hpp"

#include <dunlin/sqldb/codec.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

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
    {"category", value_kind::text, false, "text", always, [](widget_ref w, time_formatter) -> text { return w.category.text(); }, 1},
    {"description", value_kind::text, false, "text", wide_formats, [](widget_ref w, time_formatter) -> text { return w.description ? text(w.description->text()) : std::nullopt; }},
    {"is_active", value_kind::boolean, false, "bool", always, [](widget_ref w, time_formatter) -> text { return is_active_of(w); }, 3},
    {"active", value_kind::boolean, false, "bool", json_formats, [](widget_ref w, time_formatter) -> text { return is_active_of(w); }},
    {"tags", value_kind::text, true, "text[]", always, [](widget_ref w, time_formatter) -> text { return tags_of(w); }, 4},
    {"attributes", value_kind::json, false, "jsonb", wide_formats, [](widget_ref w, time_formatter) -> text { return w.attributes.json(); }},
    {"date_created", value_kind::timestamp_tz, false, "timestamptz", always, [](widget_ref w, time_formatter at) -> text { return at(w.date_created); }, 2},
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
constexpr record_column<Record>
of_widget(column_visibility visibility = columns[Index].visibility) {
    const auto& column = columns[Index];
    return {column.name,
            column.kind,
            column.array,
            column.type_name,
            visibility,
            [](const Record& record, time_formatter format_time) {
                return columns[Index].text(record.widget, format_time);
            },
            column.omit_order};
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

template <class Record, std::size_t More, std::size_t... Index>
constexpr auto append_columns(const record_column<Record> (&more)[More], bool narrow,
                              std::index_sequence<Index...>) {
    const auto in_report = [&](std::string_view name, column_visibility visibility) {
        const bool is_shown = name == "id" || name == "name" || name == "category";
        return narrow && visibility == always && !is_shown ? wide_formats : visibility;
    };
    std::array<record_column<Record>, sizeof...(Index) + More> all{
        of_widget<Record, Index>(in_report(columns[Index].name, columns[Index].visibility))...};
    std::copy(std::begin(more), std::end(more), all.begin() + sizeof...(Index));
    return all;
}

/// All columns of the widget, then some more.
template <class Record, std::size_t More>
constexpr auto widget_columns_and(const record_column<Record> (&more)[More]) {
    return append_columns(more, false, std::make_index_sequence<std::size(columns)>());
}

/// The same for a report, whose tables show few columns of the widget.
template <class Record, std::size_t More>
constexpr auto report_columns(const record_column<Record> (&more)[More]) {
    return append_columns(more, true, std::make_index_sequence<std::size(columns)>());
}

constexpr auto columns_with_parts = widget_columns_and<widget::widget_with_parts>(
    {{"parts", value_kind::json, false, "jsonb", wide_formats,
      [](const widget::widget_with_parts& found, time_formatter) -> text {
          return write_parts(found.parts);
      }}});

text part_count_of(const widget::counted_widget& row, time_formatter) {
    return std::to_string(row.part_count);
}
text quantity_of(const widget::counted_widget& row, time_formatter) {
    return std::to_string(row.quantity);
}
text rank_of(const widget::ranked_widget& row, time_formatter) {
    return std::to_string(row.category_rank);
}
text widget_count_of(const widget::grouped_widget& row, time_formatter) {
    return std::to_string(row.widget_count);
}

// `parts` and `place` are the old names of the columns before them.
constexpr auto counted_columns = report_columns<widget::counted_widget>(
    {{"part_count", value_kind::number, false, "int8", always, part_count_of},
     {"parts", value_kind::number, false, "int8", json_formats, part_count_of},
     {"quantity", value_kind::number, false, "int8", always, quantity_of}});
constexpr auto ranked_columns = report_columns<widget::ranked_widget>(
    {{"category_rank", value_kind::number, false, "int8", always, rank_of},
     {"place", value_kind::number, false, "int8", json_formats, rank_of}});
constexpr auto grouped_columns = report_columns<widget::grouped_widget>(
    {{"widget_count", value_kind::number, false, "int8", always, widget_count_of}});

} // namespace

std::span<const record_column<widget::widget_with_parts>> widget_with_parts_columns() noexcept {
    return columns_with_parts;
}
std::span<const record_column<widget::counted_widget>> counted_widget_columns() noexcept {
    return counted_columns;
}
std::span<const record_column<widget::ranked_widget>> ranked_widget_columns() noexcept {
    return ranked_columns;
}
std::span<const record_column<widget::grouped_widget>> grouped_widget_columns() noexcept {
    return grouped_columns;
}
std::span<const record_column<widget::widget>> widget_columns() noexcept {
    return columns;
}
std::span<const record_column<widget::found_widget>> found_widget_columns() noexcept {
    return found_columns;
}

} // namespace dunlin::commands
