// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/config/origin.hpp>

#include <chrono>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

class talk;

/// Runs dunlin.toml's password_command by the shell: the first line that it prints is the password.
/// What it writes to standard error is passed on. Throws error(connection) when it fails, prints
/// nothing or takes more than 30 seconds, or than three more than --timeout (0: none), and
/// error(interrupted).
std::string run_password_command(const config::setting<std::string>& command, const talk& voice,
                                 const interruption& stop, std::chrono::milliseconds timeout);

} // namespace dunlin::commands
