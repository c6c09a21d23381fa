// SPDX-License-Identifier: MIT
#include <dunlin/base/cursor.hpp>
#include <dunlin/user/order_by.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::user {
namespace {

/// In the order of the enum.
constexpr std::array<std::string_view, 4> names{"id", "name", "email", "date_created"};

std::string value_of(const user& from, order_column column) {
    switch (column) {
    case order_column::by_id:
        return from.id.to_string();
    case order_column::by_name:
        return from.name.text();
    case order_column::by_email:
        return from.email.text();
    case order_column::by_date_created:
        return format_utc(from.date_created);
    }
    return {};
}

bool fits(std::string_view value, order_column column) {
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
    const auto choice = parse_sort_order(text, names);
    return {static_cast<order_column>(choice.column), choice.direction};
}

std::string order_by::text() const {
    return fmt::format("{}:{}", names.at(static_cast<std::size_t>(column)), to_string(direction));
}

cursor cursor_after(const user& last, const order_by& order) {
    return {order.text(), value_of(last, order.column), last.id};
}

void check_cursor(const cursor& place, const order_by& order) {
    require_order(place, order.text());
    if (!fits(place.value, order.column)) {
        fail_no_cursor();
    }
}

} // namespace dunlin::user
