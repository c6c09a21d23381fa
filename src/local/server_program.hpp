// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"

#include <dunlin/base/process.hpp>

#include <string>
#include <vector>

namespace dunlin::local {

/// The command that runs one of PostgreSQL's programs: in the folder "/", as `owner` where that is
/// another user (null: this one), with this process's environment without PG* (which initdb and
/// postgres would obey), with messages in English and the time zone UTC.
process_command server_program(std::vector<std::string> arguments, const account* owner = nullptr);

/// Runs such a program to its end and returns what it wrote to standard output and standard error;
/// empty when it cannot be executed or fails.
std::string output_of(std::vector<std::string> arguments);

} // namespace dunlin::local
