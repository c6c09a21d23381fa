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

/// A user as the business knows it.
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

/// What is needed to create one. The hash is made outside: it takes long, and a transaction should
/// not wait for it.
struct new_user {
    std::optional<uuid> id; ///< a random one unless given
    dunlin::user::name name;
    dunlin::user::email email;
    std::vector<role> roles;
    dunlin::user::password_hash password_hash;
    std::optional<dunlin::user::department> department;
    bool enabled = true;
};

/// What is to change; the rest stays as it is.
struct update_user {
    std::optional<dunlin::user::name> name;
    std::optional<dunlin::user::email> email;
    std::optional<std::vector<role>> roles;
    std::optional<dunlin::user::password_hash> password_hash;
    std::optional<dunlin::user::department> department;
    bool no_department = false; ///< takes the department away
    std::optional<bool> enabled;

    [[nodiscard]] bool empty() const noexcept;
};

/// The user as it is after the change, its dates untouched.
user apply_change(user before, const update_user& change);

/// Which users are meant: those that meet every condition that is given.
struct filter {
    std::optional<uuid> id;
    std::optional<std::string> name;  ///< a part of it, in either case; no character is a wildcard
    std::optional<std::string> email; ///< a part of it, likewise
    std::optional<role> has_role;
    std::optional<std::string> department;
    std::optional<bool> enabled;
    std::optional<timestamp> created_after;  ///< at this time or later
    std::optional<timestamp> created_before; ///< before this time
};

} // namespace dunlin::user
