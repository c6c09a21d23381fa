// SPDX-License-Identifier: MIT
#include "filter.hpp"

#include <array>
#include <optional>

namespace dunlin::userdb {
namespace {

using value = std::optional<std::string>;

/// A condition, the parameter in it, and that parameter's value, nullopt when the filter is silent.
struct condition {
    std::string_view parameter;
    std::string_view sql;
    value (*ask)(const user::filter&);
};

/// The only way from a filter into SQL. Part of a name is found by strpos, which knows no
/// wildcards.
constexpr std::array<condition, 8> conditions{{
    {"by_id", "users.user_id = :by_id",
     [](const user::filter& f) { return sqldb::encode_parameter(f.id); }},
    {"by_name", "strpos(lower(users.name), lower(:by_name)) > 0",
     [](const user::filter& f) { return sqldb::encode_parameter(f.name); }},
    {"by_email", "strpos(users.email, lower(:by_email)) > 0",
     [](const user::filter& f) { return sqldb::encode_parameter(f.email); }},
    {"by_role", ":by_role = ANY (users.roles)",
     [](const user::filter& f) {
         return f.has_role ? value(user::to_string(*f.has_role)) : std::nullopt;
     }},
    {"by_department", "users.department = :by_department",
     [](const user::filter& f) { return sqldb::encode_parameter(f.department); }},
    {"by_enabled", "users.enabled = :by_enabled",
     [](const user::filter& f) { return sqldb::encode_parameter(f.enabled); }},
    {"by_created_after", "users.date_created >= :by_created_after",
     [](const user::filter& f) { return sqldb::encode_parameter(f.created_after); }},
    {"by_created_before", "users.date_created < :by_created_before",
     [](const user::filter& f) { return sqldb::encode_parameter(f.created_before); }},
}};

} // namespace

void append_condition(std::string& sql, bool has_where, std::string_view condition) {
    sql += has_where ? " AND " : " WHERE ";
    sql += condition;
}

bool append_filter(std::string& sql, sqldb::parameters& values, const user::filter& which) {
    bool has_where = false;
    for (const auto& each : conditions) {
        if (const value given = each.ask(which)) {
            append_condition(sql, has_where, each.sql);
            values.set(each.parameter, *given);
            has_where = true;
        }
    }
    return has_where;
}

} // namespace dunlin::userdb
