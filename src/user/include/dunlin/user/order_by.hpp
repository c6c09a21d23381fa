// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/base/sort_order.hpp>
#include <dunlin/user/model.hpp>

#include <string>
#include <string_view>

namespace dunlin::user {

/// The columns that a list can be ordered by. Each has an index.
enum class order_column { by_id, by_name, by_email, by_date_created };

/// The order of a list of users. Rows with equal values are ordered by ID.
struct order_by {
    order_column column = order_column::by_date_created;
    sort_direction direction = sort_direction::ascending;

    /// Parses "COLUMN", "COLUMN:asc" or "COLUMN:desc". Throws error(usage) that lists the columns.
    static order_by parse(std::string_view text);
    /// In the form "name:desc".
    [[nodiscard]] std::string text() const;
    bool operator==(const order_by&) const = default;
};

/// The cursor directly after a user in a list of that order.
cursor cursor_after(const user& last, const order_by& order);

/// Throws error(usage) if a cursor belongs to another order or its value does not fit the column.
void check_cursor(const cursor& position, const order_by& order);

} // namespace dunlin::user
