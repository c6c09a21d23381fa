// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/user/model.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// The fields of a user in JSON, each parsed or not given.
struct user_fields {
    std::optional<uuid> id;
    std::optional<user::name> name;
    std::optional<user::email> email;
    std::optional<std::vector<user::role>> roles;
    std::optional<user::department> department;
    bool no_department = false; ///< given as null
    std::optional<bool> enabled;
    std::optional<user::password> password;
};

/// Reads a JSON object: roles is an array of strings, department a string or null; the dates are
/// ignored. Throws error(usage), which never contains the password, for unknown members, duplicate
/// members and invalid values.
user_fields read_user_json(std::string_view object);

/// The same for a text that is an object or a non-empty array of objects.
std::vector<user_fields> read_users_json(std::string_view objects);

} // namespace dunlin::commands
