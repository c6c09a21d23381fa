// SPDX-License-Identifier: MIT
#pragma once

#include "toml_file.hpp"
#include "variables.hpp"

#include <dunlin/config/settings.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::config {

/// The variables of the process and those of --env-file.
variables read_variables(const flags& command_line, const environment& process,
                         const std::filesystem::path& working_folder);

/// The dunlin.toml to use: --config, DUNLIN_CONFIG, or the project's own.
std::optional<std::filesystem::path> chosen_file(const flags& command_line,
                                                 const variables& all_variables,
                                                 const std::filesystem::path& working_folder,
                                                 std::vector<std::string>& warnings);

/// --env or DUNLIN_ENV, or empty.
std::string chosen_environment(const flags& command_line, const variables& all_variables);

/// The section of [env.NAME]; null for an empty name. Throws error(config), whose hint suggests the
/// closest name, when there is none. `file` may be null.
const raw_section* section_of(const raw_file* file, const std::string& environment);

} // namespace dunlin::config
