// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/list.hpp>

namespace dunlin::sqldb {

void append_condition(std::string& sql, bool has_where, std::string_view condition) {
    sql += has_where ? " AND " : " WHERE ";
    sql += condition;
}

void append_rows_after(std::string& sql, parameters& values, bool has_where,
                       const order_clause& order, const std::optional<cursor>& position,
                       std::int64_t rows) {
    if (position) {
        append_condition(sql, has_where, order.after);
        values.set("after_id", position->id);
        if (order.uses_value) {
            values.set("after_value", position->value);
        }
    }
    sql += order.clause;
    sql += " LIMIT :rows";
    values.set("rows", rows);
}

} // namespace dunlin::sqldb
