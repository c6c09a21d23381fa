// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_user_create(flag_set& flags);
runner setup_user_get(flag_set& flags);
runner setup_user_list(flag_set& flags);
runner setup_user_update(flag_set& flags);
runner setup_user_delete(flag_set& flags);

} // namespace dunlin::commands
