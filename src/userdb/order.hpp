// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/user/order_by.hpp>

#include <string_view>

namespace dunlin::userdb {

/// What an order is in SQL.
struct order_text {
    std::string_view clause; ///< " ORDER BY ..."
    /// The rows behind a place, with the parameters :place_value and :place_id; for the order by id
    /// with :place_id alone.
    std::string_view behind;
    bool takes_value = true;
};

/// From a closed table: the only way into ORDER BY.
order_text text_of(const user::order_by& order);

} // namespace dunlin::userdb
