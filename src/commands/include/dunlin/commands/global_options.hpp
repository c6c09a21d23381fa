// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace dunlin::commands {

enum class colour_choice { automatic, always, never };
enum class log_format { text, json };

/// The options that every verb takes, as they were given. Empty: not given.
struct global_options {
    std::string database;
    std::string environment;
    std::string config_file;
    std::string migrations;
    std::string format; ///< a name of output::format, already checked
    /// How long one statement may take; 0: no limit.
    std::chrono::milliseconds timeout{0};
    colour_choice colour = colour_choice::automatic;
    commands::log_format log = log_format::text;
    int verbosity = 0; ///< 1: details, 2: every SQL statement
    bool quiet = false;
    bool no_progress = false;
    bool yes = false;
};

} // namespace dunlin::commands
