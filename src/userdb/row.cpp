// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <dunlin/base/stored_value.hpp>

namespace dunlin::userdb {

user_row to_row(const user::user& one) {
    return {one.id,
            one.name.text(),
            one.email.text(),
            user::to_strings(one.roles),
            one.password_hash.text(),
            one.department ? std::optional(one.department->text()) : std::nullopt,
            one.enabled,
            one.date_created,
            one.date_updated};
}

user::user read_user(const sqldb::row& from) {
    const auto id = from.find("user_id");
    return read_stored("users", "user_id", id ? from.text(*id) : "", [&] {
        const auto row = sqldb::map_row<user_row>(from);
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
