// SPDX-License-Identifier: MIT
#pragma once

#include "shared/record_table.hpp"

#include <dunlin/user/business.hpp>

#include <span>
#include <string>

namespace dunlin::commands {

/// The columns of users on stdout; the password's hash only if --columns names it.
std::span<const record_column<user::user>> user_columns() noexcept;

/// The id of the user with that id or email address. Throws error(usage) for a text that is
/// neither, and error(not_found) for an unknown email address.
uuid find_user_id(user::business& users, const std::string& id_or_email);

} // namespace dunlin::commands
