// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace dunlin::config {

/// Reads lines of NAME=value. Blank lines, lines that begin with # and `export ` before a name are
/// ignored. A value in single quotes is literal; in double quotes `\n`, `\"` and `\\` are escapes;
/// without quotes it ends at " #". Throws error(config) with the line, under the name
/// `display_name`. The file must exist.
std::map<std::string, std::string> read_env_file(const std::filesystem::path& path,
                                                 const std::string& display_name);

} // namespace dunlin::config
