// SPDX-License-Identifier: MIT
#include "row.hpp"

#include <utility>

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

user::user to_user(user_row row) {
    return {row.id,
            user::name::stored(std::move(row.name)),
            user::email::stored(std::move(row.email)),
            user::parse_roles(row.roles),
            user::password_hash::stored(std::move(row.password_hash)),
            row.department ? std::optional(user::department::stored(std::move(*row.department)))
                           : std::nullopt,
            row.enabled,
            row.date_created,
            row.date_updated};
}

} // namespace dunlin::userdb
