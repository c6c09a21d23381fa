// SPDX-License-Identifier: MIT
#pragma once

#include "shared/record_table.hpp"

#include <dunlin/user/business.hpp>

#include <span>
#include <string>

namespace dunlin::commands {

/// The columns of users on stdout; the password's hash only when it is asked for by name.
std::span<const record_column<user::user>> user_columns() noexcept;

/// The user whom an argument names, by id or by e-mail address. Throws error(usage) for a text that
/// is neither.
uuid find_user(user::business& users, const std::string& id_or_email);

} // namespace dunlin::commands
