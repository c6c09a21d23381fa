// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

struct db_drop_options {
    bool if_exists = false;
    bool force = false;
};

runner setup_db_drop(flag_set& flags);
/// Drops the configured database after confirmation.
exit_code run_db_drop(const db_drop_options& options, context& context);

} // namespace dunlin::commands
