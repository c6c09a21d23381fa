// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

namespace dunlin::commands {

runner setup_widget_create(CLI::App& app);
runner setup_widget_get(CLI::App& app);
runner setup_widget_list(CLI::App& app);
runner setup_widget_update(CLI::App& app);
runner setup_widget_delete(CLI::App& app);
runner setup_widget_search(CLI::App& app);
runner setup_widget_report(CLI::App& app);
runner setup_widget_import(CLI::App& app);
runner setup_widget_export(CLI::App& app);

} // namespace dunlin::commands
