// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/base/sort_order.hpp>
#include <dunlin/widget/model.hpp>

#include <string>
#include <string_view>

namespace dunlin::widget {

/// The columns that a list may be ordered by; each has an index that ends in the key.
enum class order_column {
    by_id,
    by_user_id,
    by_name,
    by_category,
    by_date_created,
    by_date_updated
};

/// An order of widgets. Equal values are told apart by the id.
struct order_by {
    order_column column = order_column::by_date_created;
    sort_direction direction = sort_direction::ascending;

    /// Reads "name", "name:desc" ... Throws error(usage) that lists the columns.
    static order_by parse(std::string_view text);
    /// "name:desc".
    [[nodiscard]] std::string text() const;
    bool operator==(const order_by&) const = default;
};

/// The place right behind a widget in a list of that order.
cursor cursor_after(const widget& last, const order_by& order);

/// Checks that a place belongs to the order and that its value is one of the column's. Throws
/// error(usage).
void check_cursor(const cursor& place, const order_by& order);

} // namespace dunlin::widget
