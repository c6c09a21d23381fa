// SPDX-License-Identifier: MIT
#pragma once

#include "actions/nodes.hpp"

#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The text of each subcommand of an ALTER TABLE, which commas separate.
std::vector<text_range> split_subcommands(std::string_view statement);

} // namespace dunlin::sqltext
