// SPDX-License-Identifier: MIT
#include <dunlin/base/cursor.hpp>
#include <dunlin/user/order_by.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::user {
namespace {

/// By order_column.
constexpr std::array<std::string_view, 4> column_names{"id", "name", "email", "date_created"};

std::string value_of(const user& user, order_column column) {
    switch (column) {
    case order_column::by_id:
        return user.id.to_string();
    case order_column::by_name:
        return user.name.text();
    case order_column::by_email:
        return user.email.text();
    case order_column::by_date_created:
        return format_utc(user.date_created);
    }
    return {};
}

bool is_valid_value(std::string_view value, order_column column) {
    switch (column) {
    case order_column::by_id:
        return uuid::parse(value).has_value();
    case order_column::by_date_created:
        return parse_timestamp(value).has_value();
    case order_column::by_name:
    case order_column::by_email:
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

cursor cursor_after(const user& last, const order_by& order) {
    return {order.text(), value_of(last, order.column), last.id};
}

void check_cursor(const cursor& position, const order_by& order) {
    require_order(position, order.text());
    if (!is_valid_value(position.value, order.column)) {
        fail_no_cursor();
    }
}

} // namespace dunlin::user
