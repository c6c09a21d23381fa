// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/sqldb/parameters.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The clauses of statements that list rows. Each comes from a store's fixed table of texts; all
/// values are parameters.
namespace dunlin::sqldb {

/// A condition, the parameter in it, and a function that returns the parameter's value; nullopt
/// when the filter does not set it.
template <class Filter> struct condition {
    std::string_view parameter;
    std::string_view sql;
    std::optional<std::string> (*ask)(const Filter&);
};

/// Appends " WHERE ...", or " AND ..." when the statement has a WHERE already.
void append_condition(std::string& sql, bool has_where, std::string_view condition);

/// Appends " WHERE ..." with the conditions that the filter sets, if any, and adds their values to
/// `values`. Returns whether it appended anything.
template <class Filter>
bool append_conditions(std::string& sql, parameters& values, const Filter& filter,
                       std::span<const condition<Filter>> table) {
    bool has_where = false;
    for (const auto& condition : table) {
        if (const auto value = condition.ask(filter)) {
            append_condition(sql, has_where, condition.sql);
            values.set(condition.parameter, *value);
            has_where = true;
        }
    }
    return has_where;
}

/// The SQL of an order.
struct order_clause {
    std::string_view clause; ///< " ORDER BY ..."
    /// The condition for rows after a cursor, with the parameters :after_value and :after_id; for
    /// the order by id only :after_id.
    std::string_view after;
    bool uses_value = true;
};

struct order_clauses {
    order_clause ascending;
    order_clause descending;
};

/// Appends the condition, the order and the limit that select `rows` rows after a cursor, or the
/// first ones without a cursor. The cost does not depend on the position.
void append_rows_after(std::string& sql, parameters& values, bool has_where,
                       const order_clause& order, const std::optional<cursor>& position,
                       std::int64_t rows);

} // namespace dunlin::sqldb
