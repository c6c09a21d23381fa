// SPDX-License-Identifier: MIT
#pragma once

#include "account.hpp"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace dunlin::local {

/// A program to run. It gets this process's environment without PG* (which initdb and postgres
/// would obey), with messages in English and the time zone UTC; standard input is /dev/null.
struct command {
    std::vector<std::string> arguments; ///< the first is the program's path
    const account* as = nullptr;        ///< null: the same user
    std::vector<int> keep;              ///< descriptors that stay open in the program
    int output = -1;                    ///< standard output and error; -1: /dev/null
    bool own_session = false;           ///< out of reach of the terminal's signals
    bool dies_with_parent = false;      ///< gets SIGQUIT when the thread that started it ends
};

/// Starts it. Throws error(failed) naming the program when it cannot be executed.
pid_t spawn(const command& what);

/// Waits for its end: the exit status, or 128 plus the signal's number.
int wait_for(pid_t child);

/// Runs it and returns what it wrote to standard output and error; empty when it cannot be executed
/// or fails.
std::string output_of(std::vector<std::string> arguments);

} // namespace dunlin::local
