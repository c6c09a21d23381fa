// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_user_create(CLI::App& app);
runner setup_user_get(CLI::App& app);
runner setup_user_list(CLI::App& app);
runner setup_user_update(CLI::App& app);
runner setup_user_delete(CLI::App& app);

} // namespace dunlin::commands
