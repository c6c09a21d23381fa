// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/load.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

class flag_set;

/// Adds --on-conflict, --null and --max-bad-rows, which every verb that loads files spells alike.
/// The targets hold the usual values.
void add_load_options(flag_set& flags, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit, std::size_t& field_limit);

} // namespace dunlin::commands
