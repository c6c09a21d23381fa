// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/list.hpp>

namespace dunlin::sqldb {

void append_condition(std::string& sql, bool has_where, std::string_view condition) {
    sql += has_where ? " AND " : " WHERE ";
    sql += condition;
}

void append_rows_behind(std::string& sql, parameters& values, bool has_where,
                        const order_text& order, const std::optional<cursor>& place,
                        std::int64_t rows) {
    if (place) {
        append_condition(sql, has_where, order.behind);
        values.set("place_id", place->id);
        if (order.takes_value) {
            values.set("place_value", place->value);
        }
    }
    sql += order.clause;
    sql += " LIMIT :rows";
    values.set("rows", rows);
}

} // namespace dunlin::sqldb
