// SPDX-License-Identifier: MIT
#include "seed_options.hpp"

#include <CLI/CLI.hpp>

#include <map>

namespace dunlin::commands {

void add_load_options(CLI::App& app, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit) {
    static const std::map<std::string, seeder::conflict_policy> policies{
        {"error", seeder::conflict_policy::error},
        {"skip", seeder::conflict_policy::skip},
        {"update", seeder::conflict_policy::update}};
    const bool skips = on_conflict == seeder::conflict_policy::skip;
    app.add_option("--on-conflict", on_conflict,
                   skips ? "What becomes of a data file's row whose key is there: error, skip "
                           "(usual) or update"
                         : "What becomes of a row whose key is there: error (usual), skip or update")
        ->type_name("WHAT")
        ->transform(CLI::Transformer(policies))
        ->check(CLI::IsMember(policies));
    app.add_option("--null", null_text, "The CSV field that means NULL (usual: an empty one)")
        ->type_name("TEXT");
    app.add_option("--max-bad-rows", bad_row_limit, "Stop after so many bad rows (usual: 10)")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
}

} // namespace dunlin::commands
