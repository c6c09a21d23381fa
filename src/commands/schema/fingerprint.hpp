// SPDX-License-Identifier: MIT
#pragma once

#include "schema/options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct schema_fingerprint_options : schema_options {
    bool objects = false;
    std::string check_file; ///< empty: nothing is compared
};

runner setup_schema_fingerprint(flag_set& flags);
/// Prints the fingerprint of the schema, or compares it with an earlier one.
exit_code run_schema_fingerprint(const schema_fingerprint_options& options, context& context);

} // namespace dunlin::commands
