// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/interruption.hpp>

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin {

/// The user to run a program as, without supplementary groups.
struct process_user {
    uid_t uid = 0;
    gid_t gid = 0;
};

/// A program to run. Signals that this process handles or ignores have their default action in it.
struct process_command {
    std::vector<std::string> arguments;     ///< the first is the program: a path, or a name to be
                                            ///< looked up in this process's PATH
    std::vector<std::string> environment;   ///< NAME=value
    std::string folder;                     ///< where it runs; empty: where this process does
    std::optional<process_user> user;       ///< nullopt: the same user
    std::vector<int> inherited_descriptors; ///< descriptors that stay open in the program
    int input = -1;                         ///< standard input; -1: /dev/null
    int output = -1;                        ///< standard output; -1: /dev/null
    int errors = -1;                        ///< standard error; -1: /dev/null
    bool own_session = false;               ///< out of reach of the terminal's signals
    bool dies_with_parent = false;          ///< gets SIGQUIT when the thread that started it ends
};

/// Starts a program and returns its process ID. Throws error(failed) naming the program when it
/// cannot be executed.
pid_t start_process(const process_command& command);

/// Waits for a program to end. Returns its exit status, or 128 plus the number of the signal that
/// killed it.
int wait_for_process(pid_t child);

/// The absolute folders of PATH, in its order. A relative one would let the current folder choose
/// the program.
std::vector<std::string> program_folders();

/// The environment of this process as NAME=value.
std::vector<std::string> current_environment();

/// The result of a program that has ended.
struct process_output {
    int status = 0; ///< as wait_for_process() has it
    std::string output;
};

struct capture_limits {
    std::chrono::milliseconds time;
    std::size_t bytes; ///< what it writes to standard output beyond them is dropped
};

/// Runs a program to its end and returns what it wrote to standard output. Passes each line of
/// standard error to `on_error_line`. Kills the program when the time limit expires (nullopt) or
/// when `stop` (may be null) is requested (throws error(interrupted)); its own children may
/// survive. Throws like start_process().
std::optional<process_output>
capture_process(process_command command, const capture_limits& limits, const interruption* stop,
                const std::function<void(std::string_view)>& on_error_line);

} // namespace dunlin
