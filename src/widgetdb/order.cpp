// SPDX-License-Identifier: MIT
#include "order.hpp"

#include <array>
#include <cstddef>

namespace dunlin::widgetdb {
namespace {

/// By widget::order_column. Row comparisons, because the planner can start an index scan with them,
/// but not with an equivalent OR of comparisons (manual, 9.24.5).
constexpr std::array<sqldb::order_clauses, 6> orders{{
    {{" ORDER BY widgets.widget_id", "widgets.widget_id > :after_id", false},
     {" ORDER BY widgets.widget_id DESC", "widgets.widget_id < :after_id", false}},
    {{" ORDER BY widgets.user_id, widgets.widget_id",
      "(widgets.user_id, widgets.widget_id) > (:after_value, :after_id)"},
     {" ORDER BY widgets.user_id DESC, widgets.widget_id DESC",
      "(widgets.user_id, widgets.widget_id) < (:after_value, :after_id)"}},
    {{" ORDER BY widgets.name, widgets.widget_id",
      "(widgets.name, widgets.widget_id) > (:after_value, :after_id)"},
     {" ORDER BY widgets.name DESC, widgets.widget_id DESC",
      "(widgets.name, widgets.widget_id) < (:after_value, :after_id)"}},
    {{" ORDER BY widgets.category, widgets.widget_id",
      "(widgets.category, widgets.widget_id) > (:after_value, :after_id)"},
     {" ORDER BY widgets.category DESC, widgets.widget_id DESC",
      "(widgets.category, widgets.widget_id) < (:after_value, :after_id)"}},
    {{" ORDER BY widgets.date_created, widgets.widget_id",
      "(widgets.date_created, widgets.widget_id) > (:after_value, :after_id)"},
     {" ORDER BY widgets.date_created DESC, widgets.widget_id DESC",
      "(widgets.date_created, widgets.widget_id) < (:after_value, :after_id)"}},
    {{" ORDER BY widgets.date_updated, widgets.widget_id",
      "(widgets.date_updated, widgets.widget_id) > (:after_value, :after_id)"},
     {" ORDER BY widgets.date_updated DESC, widgets.widget_id DESC",
      "(widgets.date_updated, widgets.widget_id) < (:after_value, :after_id)"}},
}};

} // namespace

sqldb::order_clause clause_of(const widget::order_by& order) {
    const auto& clauses = orders.at(static_cast<std::size_t>(order.column));
    return order.direction == sort_direction::ascending ? clauses.ascending : clauses.descending;
}

} // namespace dunlin::widgetdb
