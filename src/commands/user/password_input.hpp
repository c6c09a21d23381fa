// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/user/password.hpp>

namespace dunlin::commands {

class context;

/// Reads a password: the first line of stdin with `from_stdin`, else from the terminal, twice and
/// without echo. Throws error(usage) without a terminal, when the two differ, and for a password
/// that breaks the rules.
user::password read_password(context& context, bool from_stdin);

} // namespace dunlin::commands
