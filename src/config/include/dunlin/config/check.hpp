// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/config/settings.hpp>

#include <functional>
#include <string>
#include <vector>

namespace dunlin::config {

/// What is wrong with a dunlin.toml, all at once.
struct check_result {
    std::string file;                      ///< as people in the working folder would write it
    std::vector<std::string> environments; ///< that were checked
    std::vector<error> problems;           ///< in the order of their lines
    std::vector<std::string> warnings;
};

/// What is wrong with a database ("not a URL"), or empty.
using database_check = std::function<std::string(const std::string& database)>;

/// Looks at every key of the file and, for the top level and each [env.NAME] (or for the one that
/// --env or DUNLIN_ENV choose), at every value: unknown keys, wrong types, undefined variables,
/// what no key can mean, folders that are named and not there, the folder of migrations, an
/// unreadable env_file. No server is asked.
/// Throws error(config) when there is no file or when it is no TOML.
check_result check(const flags& command_line, const environment& process,
                   const std::filesystem::path& working_folder, const database_check& find_problem);

} // namespace dunlin::config
