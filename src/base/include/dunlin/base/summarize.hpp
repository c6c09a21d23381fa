// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace dunlin {

/// Names in order, for people: "1.05, 1.06", or for more than five "287 (0001 to 0287)".
std::string summarize(const std::vector<std::string>& names);

} // namespace dunlin
