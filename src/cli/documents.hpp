// SPDX-License-Identifier: MIT
#pragma once

#include "outline.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::cli {

/// File names and texts of everything that is generated: `what` is "man", anything else is
/// error(usage).
std::map<std::string, std::string> documents(std::string_view what,
                                             const std::vector<verb_facts>& all);

/// Writes one of them, unless the file holds that text already. Makes the folder.
void write_document(const std::string& folder, const std::string& name, const std::string& text);

} // namespace dunlin::cli
