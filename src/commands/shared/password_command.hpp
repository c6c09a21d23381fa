// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/config/origin.hpp>

#include <chrono>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

class messages;

/// Runs dunlin.toml's password_command in the shell. The first line of its output is the password;
/// its standard error is printed as warnings. Throws error(connection) when it fails, prints
/// nothing, or runs for more than 30 seconds or `timeout` (0: none) plus three seconds; and
/// error(interrupted).
std::string run_password_command(const config::setting<std::string>& command,
                                 const messages& messages, const interruption& stop,
                                 std::chrono::milliseconds timeout);

} // namespace dunlin::commands
