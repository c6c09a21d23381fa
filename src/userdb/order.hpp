// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/list.hpp>
#include <dunlin/user/order_by.hpp>

namespace dunlin::userdb {

/// From a closed table: the only way into ORDER BY.
sqldb::order_clause text_of(const user::order_by& order);

} // namespace dunlin::userdb
