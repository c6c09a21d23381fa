// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/user/password.hpp>

namespace dunlin::commands {

class context;

/// Reads a password: the first line of stdin when `from_stdin`, else from the terminal, twice and
/// without echo. Throws error(usage) when there is no terminal to ask on, when the two differ, or
/// when it breaks the rules for passwords.
user::password read_password(const context& context, bool from_stdin);

} // namespace dunlin::commands
