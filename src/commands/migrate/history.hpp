// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>
#include <dunlin/migrator/events.hpp>

namespace dunlin::commands {

struct migrate_history_options : migrate_options {
    migrator::event_filter filter;
};

runner setup_migrate_history(flag_set& flags);
/// Lists what happened to the database, newest first.
exit_code run_migrate_history(const migrate_history_options& options, context& context);

} // namespace dunlin::commands
