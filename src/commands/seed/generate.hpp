// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>

#include <cstdint>
#include <string>

namespace dunlin::commands {

struct seed_generate_options {
    std::string table; ///< "name" or "schema.name"
    std::int64_t rows = 0;
    std::uint64_t random_seed = 1;
    bool skew = false;
    bool with_parents = false;
    bool plan = false;
};

runner setup_seed_generate(flag_set& flags);
/// Fills a table with generated rows, or prints what would be generated.
exit_code run_seed_generate(const seed_generate_options& options, context& context);

} // namespace dunlin::commands
