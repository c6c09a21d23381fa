// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dunlin::migrator {

using psql_values = std::map<std::string, std::string, std::less<>>;

/// What psql would replace in a script: lines `\set` and `\unset`, and :name, :'name' and :"name"
/// outside of quotes and comments, by what `\set` gave it, else by a variable whose default `known`
/// may have. A `\set` to what a shell command prints leaves its variable to --set. Throws
/// error(config) with file and line for a `\set` that needs psql itself: a longer value with a
/// command in it, a setting that changes how statements run. Other psql commands are left to those
/// who prepare the script, who refuse them.
std::vector<edit> find_psql_edits(const source_file& file, const psql_values& known,
                                  const std::filesystem::path& project);

} // namespace dunlin::migrator
