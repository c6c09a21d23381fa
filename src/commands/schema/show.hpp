// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct schema_show_options {
    std::string name; ///< or a pattern with * and ?; empty: all relations
    std::string kind; ///< with spaces; empty: every kind
};

runner setup_schema_show(flag_set& flags);
/// Lists objects, or describes the one that the name means.
exit_code run_schema_show(const schema_show_options& options, context& context);

} // namespace dunlin::commands
