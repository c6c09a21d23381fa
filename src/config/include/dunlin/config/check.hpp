// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/config/settings.hpp>

#include <functional>
#include <string>
#include <vector>

namespace dunlin::config {

/// All problems of a dunlin.toml.
struct check_result {
    std::string file;                      ///< relative to the working folder
    std::vector<std::string> environments; ///< that were checked
    std::vector<error> problems;           ///< in the order of their lines
    std::vector<std::string> warnings;
};

/// Returns what is wrong with a database ("not a URL"), or empty.
using database_check = std::function<std::string(const std::string& database)>;

/// Checks every key of the file and, for the top level and each [env.NAME] (or only the one that
/// --env or DUNLIN_ENV chooses), every value. Finds unknown keys, wrong types, undefined variables,
/// invalid values, missing folders (the default migrations folder, too) and an unreadable env_file.
/// Connects to no server. Throws error(config) when there is no file or it is malformed TOML.
check_result check(const flags& command_line, const environment& process,
                   const std::filesystem::path& working_folder, const database_check& find_problem);

} // namespace dunlin::config
