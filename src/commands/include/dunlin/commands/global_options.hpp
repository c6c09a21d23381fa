// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/format.hpp>
#include <dunlin/output/terminal.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace dunlin::commands {

enum class log_format { text, json };

/// The options that every verb takes, as they were given. Empty: not given.
struct global_options {
    /// Whether --format json or ndjson was asked for.
    [[nodiscard]] bool json() const noexcept {
        return format == output::format::json || format == output::format::ndjson;
    }

    std::string database;
    std::string environment;
    std::string confirm; ///< the name that consents to a change where a name is needed
    std::string config_file;
    std::string env_file;
    std::string migrations;
    std::string role;          ///< for SET ROLE
    std::string trace;         ///< file for spans
    std::string metrics;       ///< file for metrics
    std::string statement_log; ///< file for the log of statements
    std::optional<output::format> format;
    /// How long one statement may take; 0: no limit.
    std::chrono::milliseconds timeout{0};
    output::colour_choice colour = output::colour_choice::automatic;
    commands::log_format log = log_format::text;
    int verbosity = 0; ///< 1: details, 2: every SQL statement
    bool quiet = false;
    bool no_progress = false;
    bool yes = false;
};

} // namespace dunlin::commands
