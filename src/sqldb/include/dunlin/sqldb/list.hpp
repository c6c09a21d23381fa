// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/cursor.hpp>
#include <dunlin/sqldb/parameters.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The clauses of statements that list rows: each from a store's closed table of texts, with all
/// values as parameters.
namespace dunlin::sqldb {

/// A condition, the parameter in it, and that parameter's value: nullopt when the filter is silent.
template <class Filter> struct condition {
    std::string_view parameter;
    std::string_view sql;
    std::optional<std::string> (*ask)(const Filter&);
};

/// Appends " WHERE ...", or " AND ..." when the statement has a WHERE already.
void append_condition(std::string& sql, bool has_where, std::string_view condition);

/// Appends " WHERE ..." with the conditions that the filter gives, if any; their values go into
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

/// What an order is in SQL.
struct order_clause {
    std::string_view clause; ///< " ORDER BY ..."
    /// The rows behind a place, with the parameters :after_value and :after_id; for the order by id
    /// with :after_id alone.
    std::string_view after;
    bool uses_value = true;
};

struct order_clauses {
    order_clause ascending;
    order_clause descending;
};

/// Appends what lists the `rows` rows behind the place, or the first ones without a place: its
/// condition, the order and the limit. The cost does not depend on the place.
void append_rows_after(std::string& sql, parameters& values, bool has_where,
                       const order_clause& order, const std::optional<cursor>& position,
                       std::int64_t rows);

} // namespace dunlin::sqldb
