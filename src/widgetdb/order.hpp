// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/list.hpp>
#include <dunlin/widget/order_by.hpp>

namespace dunlin::widgetdb {

/// The ORDER BY clause, a constant text.
sqldb::order_clause clause_of(const widget::order_by& order);

} // namespace dunlin::widgetdb
