// SPDX-License-Identifier: MIT
#pragma once

#include "toml_file.hpp"
#include "variables.hpp"

#include <string>
#include <vector>

namespace dunlin::config {

/// A warning for each of the two files that contains a password and is readable by its group or by
/// everybody, which libpq refuses for its password file, too. `toml` may be null.
std::vector<std::string> exposed_passwords(const raw_file* toml, const variables& all_variables,
                                           const std::filesystem::path& working_folder);

} // namespace dunlin::config
