// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/history.hpp>

#include <vector>

namespace dunlin::migrator {

/// Connects each applied migration whose file is missing, or has other content, with the pending
/// file that has its content, where exactly one has it.
void find_renumbered(std::vector<entry>& entries);

} // namespace dunlin::migrator
