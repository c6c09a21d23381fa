// SPDX-License-Identifier: MIT
#include "order.hpp"

#include <array>
#include <cstddef>

namespace dunlin::userdb {
namespace {

/// By user::order_column. Row comparisons, because the planner can start an index scan with them,
/// but not with an equivalent OR of comparisons (manual, 9.24.5).
constexpr std::array<sqldb::order_clauses, 4> orders{{
    {{" ORDER BY users.user_id", "users.user_id > :after_id", false},
     {" ORDER BY users.user_id DESC", "users.user_id < :after_id", false}},
    {{" ORDER BY users.name, users.user_id",
      "(users.name, users.user_id) > (:after_value, :after_id)"},
     {" ORDER BY users.name DESC, users.user_id DESC",
      "(users.name, users.user_id) < (:after_value, :after_id)"}},
    {{" ORDER BY users.email, users.user_id",
      "(users.email, users.user_id) > (:after_value, :after_id)"},
     {" ORDER BY users.email DESC, users.user_id DESC",
      "(users.email, users.user_id) < (:after_value, :after_id)"}},
    {{" ORDER BY users.date_created, users.user_id",
      "(users.date_created, users.user_id) > (:after_value, :after_id)"},
     {" ORDER BY users.date_created DESC, users.user_id DESC",
      "(users.date_created, users.user_id) < (:after_value, :after_id)"}},
}};

} // namespace

sqldb::order_clause clause_of(const user::order_by& order) {
    const auto& clauses = orders.at(static_cast<std::size_t>(order.column));
    return order.direction == sort_direction::ascending ? clauses.ascending : clauses.descending;
}

} // namespace dunlin::userdb
