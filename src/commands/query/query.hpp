// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::commands {

enum class explanation { none, plan, analyze };

struct query_options {
    std::string sql;                     ///< empty: from `file`, else from stdin
    std::string file;                    ///< "-": stdin
    std::vector<std::string> parameters; ///< "name=value"
    std::string parameters_file;         ///< a JSON object
    std::string output_file;
    bool write = false;
    explanation explain = explanation::none;
    std::optional<std::chrono::microseconds> watch; ///< the pause between runs
    std::optional<std::int64_t> max_rows;
    std::string time_zone; ///< of the session; empty: UTC
    bool no_header = false;
    bool no_pager = false;
};

runner setup_query(flag_set& flags);
/// Runs the statements and prints their rows. Without `write` the server runs it read-only.
exit_code run_query(const query_options& options, context& context);

} // namespace dunlin::commands
