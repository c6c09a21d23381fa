// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct db_create_options {
    bool if_missing = false;
    std::string owner;
    std::string from_template;
};

runner setup_db_create(flag_set& flags);
/// Creates the configured database.
exit_code run_db_create(const db_create_options& options, context& context);

} // namespace dunlin::commands
