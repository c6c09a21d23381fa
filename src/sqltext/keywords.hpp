// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_set>

namespace dunlin::sqltext {

/// Those of the words (lower case) that are keywords to the linked libpg_query.
std::unordered_set<std::string> keywords_among(const std::unordered_set<std::string>& words);

} // namespace dunlin::sqltext
