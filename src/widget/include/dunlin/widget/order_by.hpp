// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/base/sort_order.hpp>
#include <dunlin/widget/model.hpp>

#include <string>
#include <string_view>

namespace dunlin::widget {

/// The columns that a list can be ordered by. Each has an index that ends with the primary key.
enum class order_column {
    by_id,
    by_user_id,
    by_name,
    by_category,
    by_date_created,
    by_date_updated
};

/// The order of a list of widgets. Rows with equal values are ordered by ID.
struct order_by {
    order_column column = order_column::by_date_created;
    sort_direction direction = sort_direction::ascending;

    /// Parses "COLUMN", "COLUMN:asc" or "COLUMN:desc". Throws error(usage) that lists the columns.
    static order_by parse(std::string_view text);
    /// In the form "name:desc".
    [[nodiscard]] std::string text() const;
    bool operator==(const order_by&) const = default;
};

/// The cursor directly after a widget in a list of that order.
cursor cursor_after(const widget& last, const order_by& order);

/// Throws error(usage) if a cursor belongs to another order or its value does not fit the column.
void check_cursor(const cursor& position, const order_by& order);

} // namespace dunlin::widget
