// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/format.hpp>
#include <dunlin/output/terminal.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace dunlin::commands {

enum class log_format { text, json };

/// The options that every verb accepts, as they were given. Empty: not given.
struct global_options {
    /// Whether --format json or ndjson was given.
    [[nodiscard]] bool json() const noexcept {
        return format == output::format::json || format == output::format::ndjson;
    }

    std::string database;
    std::string environment;
    std::string confirm; ///< confirms a change by the name of its environment or database
    std::string config_file;
    std::string env_file;
    std::string migrations;
    std::string role;          ///< of SET ROLE
    std::string trace;         ///< file of spans
    std::string metrics;       ///< file of metrics
    std::string statement_log; ///< file of the statement log
    std::optional<output::format> format;
    /// Of one statement; 0: no limit.
    std::chrono::milliseconds timeout{0};
    output::colour_choice colour = output::colour_choice::automatic;
    commands::log_format log = log_format::text;
    int verbosity = 0; ///< 1: details, 2: every SQL statement
    bool quiet = false;
    bool no_progress = false;
    bool yes = false;
};

} // namespace dunlin::commands
