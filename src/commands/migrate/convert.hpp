// SPDX-License-Identifier: MIT
#pragma once

#include "shared/migrate_options.hpp"

#include <dunlin/commands/command.hpp>

#include <string>

namespace dunlin::commands {

struct migrate_convert_options : migrate_options {
    std::string folder;
    std::string format;
    bool dry_run = false;
};

runner setup_migrate_convert(flag_set& flags);
/// Writes the migrations to another folder in another tool's format.
exit_code run_migrate_convert(const migrate_convert_options& options, context& context);

} // namespace dunlin::commands
