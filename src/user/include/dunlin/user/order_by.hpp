// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/base/sort_order.hpp>
#include <dunlin/user/model.hpp>

#include <string>
#include <string_view>

namespace dunlin::user {

/// The columns that a list may be ordered by; each has an index.
enum class order_column { by_id, by_name, by_email, by_date_created };

/// An order of users. Equal values are told apart by the id.
struct order_by {
    order_column column = order_column::by_date_created;
    sort_direction direction = sort_direction::ascending;

    /// Reads "name", "name:desc" ... Throws error(usage) that lists the columns.
    static order_by parse(std::string_view text);
    /// "name:desc".
    [[nodiscard]] std::string text() const;
    bool operator==(const order_by&) const = default;
};

/// The place right behind a user in a list of that order.
cursor cursor_after(const user& last, const order_by& order);

/// Checks that a place belongs to the order and that its value is one of the column's. Throws
/// error(usage).
void check_cursor(const cursor& place, const order_by& order);

} // namespace dunlin::user
