// SPDX-License-Identifier: MIT
#include <dunlin/base/cursor.hpp>
#include <dunlin/widget/order_by.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::widget {
namespace {

/// By order_column.
constexpr std::array<std::string_view, 6> column_names{"id",       "user_id",      "name",
                                                       "category", "date_created", "date_updated"};

std::string value_of(const widget& widget, order_column column) {
    switch (column) {
    case order_column::by_id:
        return widget.id.to_string();
    case order_column::by_user_id:
        return widget.user_id.to_string();
    case order_column::by_name:
        return widget.name.text();
    case order_column::by_category:
        return widget.category.text();
    case order_column::by_date_created:
        return format_utc(widget.date_created);
    case order_column::by_date_updated:
        return format_utc(widget.date_updated);
    }
    return {};
}

bool is_valid_value(std::string_view value, order_column column) {
    switch (column) {
    case order_column::by_id:
    case order_column::by_user_id:
        return uuid::parse(value).has_value();
    case order_column::by_date_created:
    case order_column::by_date_updated:
        return parse_timestamp(value).has_value();
    case order_column::by_name:
    case order_column::by_category:
        return true;
    }
    return false;
}

} // namespace

order_by order_by::parse(std::string_view text) {
    const auto choice = parse_sort_order(text, column_names);
    return {static_cast<order_column>(choice.column), choice.direction};
}

std::string order_by::text() const {
    return fmt::format("{}:{}", column_names.at(static_cast<std::size_t>(column)),
                       to_string(direction));
}

cursor cursor_after(const widget& last, const order_by& order) {
    return {order.text(), value_of(last, order.column), last.id};
}

void check_cursor(const cursor& position, const order_by& order) {
    require_order(position, order.text());
    if (!is_valid_value(position.value, order.column)) {
        fail_no_cursor();
    }
}

} // namespace dunlin::widget
