// SPDX-License-Identifier: MIT
#include "filter.hpp"

#include <dunlin/sqldb/list.hpp>

#include <array>
#include <optional>

namespace dunlin::userdb {
namespace {

using value = std::optional<std::string>;

/// Parts of names are found with strpos(), which has no wildcards.
constexpr std::array<sqldb::condition<user::filter>, 8> conditions{{
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

bool append_filter(std::string& sql, sqldb::parameters& values, const user::filter& filter) {
    return sqldb::append_conditions<user::filter>(sql, values, filter, conditions);
}

} // namespace dunlin::userdb
