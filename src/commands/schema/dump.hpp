// SPDX-License-Identifier: MIT
#pragma once

#include "schema/options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>
#include <vector>

namespace dunlin::commands {

struct schema_dump_options : schema_options {
    std::string output_file;         ///< empty: stdout
    std::string folder;              ///< empty: one file
    std::vector<std::string> tables; ///< whose rows are included
};

runner setup_schema_dump(flag_set& flags);
/// Writes SQL that creates the schema.
exit_code run_schema_dump(const schema_dump_options& options, context& context);

} // namespace dunlin::commands
