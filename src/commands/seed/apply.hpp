// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>
#include <dunlin/seeder/load.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dunlin::commands {

struct seed_apply_options {
    std::vector<std::string> sets;
    std::vector<std::string> files;
    bool reset = false;
    bool cascade = false;
    bool defer = false;
    seeder::conflict_policy on_conflict = seeder::conflict_policy::skip;
    std::string null_text;
    std::size_t bad_row_limit = 10;
    std::size_t field_limit = seeder::default_field_limit;
};

/// `seed`, with the same options as `seed apply`.
runner setup_seed(flag_set& flags);
runner setup_seed_apply(flag_set& flags);
/// Loads the sets, then the files, in one transaction.
exit_code run_seed_apply(const seed_apply_options& options, context& context);

} // namespace dunlin::commands
