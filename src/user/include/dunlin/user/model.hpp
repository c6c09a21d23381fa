// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/user/email.hpp>
#include <dunlin/user/name.hpp>
#include <dunlin/user/password.hpp>
#include <dunlin/user/role.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dunlin::user {

struct user {
    uuid id;
    dunlin::user::name name;
    dunlin::user::email email;
    std::vector<role> roles;
    dunlin::user::password_hash password_hash;
    std::optional<dunlin::user::department> department;
    bool enabled = true;
    timestamp date_created{};
    timestamp date_updated{};
    bool operator==(const user&) const = default;
};

/// The values of a user to create. The caller computes the hash, which takes long, before it begins
/// a transaction.
struct new_user {
    std::optional<uuid> id; ///< default: a random one
    dunlin::user::name name;
    dunlin::user::email email;
    std::vector<role> roles;
    dunlin::user::password_hash password_hash;
    std::optional<dunlin::user::department> department;
    bool enabled = true;
};

/// The values to change; the others stay as they are.
struct update_user {
    std::optional<dunlin::user::name> name;
    std::optional<dunlin::user::email> email;
    std::optional<std::vector<role>> roles;
    std::optional<dunlin::user::password_hash> password_hash;
    std::optional<dunlin::user::department> department;
    bool no_department = false; ///< removes the department
    std::optional<bool> enabled;

    [[nodiscard]] bool empty() const noexcept;
};

/// The user after a change, except for its dates.
user apply_change(user before, const update_user& change);

/// Selects the users that meet all conditions that are set.
struct filter {
    std::optional<uuid> id;
    std::optional<std::string> name;  ///< a part of it, case-insensitive; without wildcards
    std::optional<std::string> email; ///< a part of it, likewise
    std::optional<role> has_role;
    std::optional<std::string> department;
    std::optional<bool> enabled;
    std::optional<timestamp> created_after;  ///< at this time or later
    std::optional<timestamp> created_before; ///< before this time
};

} // namespace dunlin::user
