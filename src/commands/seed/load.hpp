// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>
#include <dunlin/seeder/load.hpp>

#include <cstddef>
#include <string>

namespace dunlin::commands {

struct seed_load_options {
    std::string table; ///< "name" or "schema.name"
    std::string file;  ///< "-": standard input
    std::string input_format;
    seeder::conflict_policy on_conflict = seeder::conflict_policy::error;
    std::string null_text;
    std::size_t bad_row_limit = 10;
    std::size_t field_limit = seeder::default_field_limit;
};

runner setup_seed_load(flag_set& flags);
/// Loads a file of any size into a table, in one transaction.
exit_code run_seed_load(const seed_load_options& options, context& context);

} // namespace dunlin::commands
