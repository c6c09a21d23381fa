// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_widget_create(flag_set& flags);
runner setup_widget_get(flag_set& flags);
runner setup_widget_list(flag_set& flags);
runner setup_widget_update(flag_set& flags);
runner setup_widget_delete(flag_set& flags);
runner setup_widget_search(flag_set& flags);
runner setup_widget_report(flag_set& flags);
runner setup_widget_import(flag_set& flags);
runner setup_widget_export(flag_set& flags);

} // namespace dunlin::commands
