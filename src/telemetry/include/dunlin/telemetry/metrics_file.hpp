// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dunlin::output {
struct reader_wait;
}

namespace dunlin::telemetry {

struct migration_metrics;

/// The labels of a database that a command connected to.
struct database_labels {
    std::string database;
    std::string server; ///< "db.example:5432"
};

/// What a metrics file records of the command itself.
struct command_metrics {
    std::string verb;
    exit_code code = exit_code::done;
    std::chrono::microseconds duration{0};
    std::optional<database_labels> database; ///< empty: it never connected
    std::int64_t statements = 0;
    std::int64_t failed_statements = 0;
    std::chrono::microseconds statement_duration{0};
    std::int64_t connections = 0; ///< with those that failed
    std::int64_t failed_connections = 0;
    std::chrono::microseconds connection_duration{0};
};

/// Updates a file for the node exporter's textfile collector: reads its samples, changes those that
/// this command knows, and replaces the file in one step. Throws error(failed).
void update_metrics_file(const std::filesystem::path& file, const command_metrics& command,
                         const migration_metrics& migrations, const output::reader_wait& wait);

} // namespace dunlin::telemetry
