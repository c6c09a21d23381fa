// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <dunlin/base/stored_value.hpp>

namespace dunlin::userdb {

user_row to_row(const user::user& user) {
    return {user.id,
            user.name.text(),
            user.email.text(),
            user::to_strings(user.roles),
            user.password_hash.text(),
            user.department ? std::optional(user.department->text()) : std::nullopt,
            user.enabled,
            user.date_created,
            user.date_updated};
}

user::user read_user(const sqldb::row& source) {
    const auto id = source.find("user_id");
    return read_stored("users", "user_id", id ? source.text(*id) : "", [&] {
        const auto row = sqldb::map_row<user_row>(source);
        const auto department = [&] {
            return row.department ? std::optional(user::department::parse(*row.department))
                                  : std::nullopt;
        };
        return user::user{
            row.id,
            parse_stored("name", [&] { return user::name::parse(row.name); }),
            parse_stored("email", [&] { return user::email::parse(row.email); }),
            parse_stored("roles", [&] { return user::parse_roles(row.roles); }),
            parse_stored("password_hash",
                         [&] { return user::password_hash::parse(row.password_hash); }),
            parse_stored("department", department),
            row.enabled,
            row.date_created,
            row.date_updated};
    });
}

} // namespace dunlin::userdb
