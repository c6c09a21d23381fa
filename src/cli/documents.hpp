// SPDX-License-Identifier: MIT
#pragma once

#include "outline.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// The names and texts of the generated files. `kind` is "man"; any other throws error(usage).
std::map<std::string, std::string> documents(std::string_view kind,
                                             const std::vector<verb_info>& all);

/// Writes one of them unless it is up to date. Creates the folder.
void write_document(const std::string& folder, const std::string& name, const std::string& text);

} // namespace dunlin::cli
