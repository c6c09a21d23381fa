// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/list.hpp>
#include <dunlin/user/order_by.hpp>

namespace dunlin::userdb {

/// The ORDER BY clause, a constant text.
sqldb::order_clause clause_of(const user::order_by& order);

} // namespace dunlin::userdb
