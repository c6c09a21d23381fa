// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>
#include <dunlin/output/reader_wait.hpp>
#include <dunlin/sqldb/metrics.hpp>

#include <chrono>
#include <filesystem>
#include <string>

namespace dunlin::commands {

struct migration_metrics;

/// What a metrics file says of the command itself.
struct command_totals {
    std::string verb;
    exit_code code = exit_code::done;
    std::chrono::microseconds duration{0};
    sqldb::statement_totals statements;
};

/// Brings a file for the node exporter's textfile collector up to date: reads what is there,
/// changes what this command knows, and replaces the file in one step. Throws error(failed).
void update_metrics_file(const std::filesystem::path& file, const command_totals& command,
                         const migration_metrics& migrations, output::reader_wait wait);

} // namespace dunlin::commands
