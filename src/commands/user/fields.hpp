// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/user/model.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// A user as JSON tells it: each field parsed, or not given.
struct user_fields {
    std::optional<uuid> id;
    std::optional<user::name> name;
    std::optional<user::email> email;
    std::optional<std::vector<user::role>> roles;
    std::optional<user::department> department;
    bool no_department = false; ///< it was given as null
    std::optional<bool> enabled;
    std::optional<user::password> password;
};

/// The fields of a text that is one JSON object: roles an array of strings, department a string or
/// null; the dates are passed over. Throws error(usage), which never holds the password, for
/// unknown members, members given twice and values that do not fit.
user_fields read_user_json(std::string_view object);

/// The same of a text that holds one object, or an array of some.
std::vector<user_fields> read_users_json(std::string_view objects);

} // namespace dunlin::commands
