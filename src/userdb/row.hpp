// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/mapping.hpp>
#include <dunlin/user/model.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dunlin::userdb {

/// A row of table users.
struct user_row {
    uuid id;
    std::string name;
    std::string email;
    std::vector<std::string> roles;
    std::string password_hash;
    std::optional<std::string> department;
    bool enabled = true;
    timestamp date_created{};
    timestamp date_updated{};
};

user_row to_row(const user::user& user);
/// Parses every value of a row of table users. Throws error(failed) that names table, ID and column
/// of an invalid value; it never shows a hash.
user::user read_user(const sqldb::row& source);

} // namespace dunlin::userdb

namespace dunlin::sqldb {

template <> struct mapping<userdb::user_row> {
    using row_type = userdb::user_row;
    static constexpr auto fields = std::tuple{field("user_id", &row_type::id),
                                              field("name", &row_type::name),
                                              field("email", &row_type::email),
                                              field("roles", &row_type::roles),
                                              field("password_hash", &row_type::password_hash),
                                              field("department", &row_type::department),
                                              field("enabled", &row_type::enabled),
                                              field("date_created", &row_type::date_created),
                                              field("date_updated", &row_type::date_updated)};
};

} // namespace dunlin::sqldb
