// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct db_roles_options {
    std::string schema = "public";
    std::string prefix; ///< empty: the database's name
    std::string owner;  ///< empty: PREFIX_owner
    std::string read_write;
    std::string read_only;
    bool login = false;
    bool apply = false;
};

runner setup_db_roles(flag_set& flags);
/// Prints or runs sqldb::roles_script().
exit_code run_db_roles(const db_roles_options& options, context& context);

} // namespace dunlin::commands
