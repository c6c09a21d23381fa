// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/list.hpp>
#include <dunlin/widget/order_by.hpp>

namespace dunlin::widgetdb {

/// From a closed table: the only way into ORDER BY.
sqldb::order_clause text_of(const widget::order_by& order);

} // namespace dunlin::widgetdb
