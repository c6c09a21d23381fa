// SPDX-License-Identifier: MIT
#include "seed_options.hpp"

#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

namespace dunlin::commands {
namespace {

seeder::conflict_policy read(const std::string& word) {
    using policy = seeder::conflict_policy;
    return choose<policy>(
        "--on-conflict", word,
        {{"error", policy::error}, {"skip", policy::skip}, {"update", policy::update}});
}

} // namespace

void add_load_options(flag_set& flags, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit) {
    const bool skips = on_conflict == seeder::conflict_policy::skip;
    flags
        .on_value(
            "--on-conflict", [&on_conflict](const std::string& word) { on_conflict = read(word); },
            skips ? "What becomes of a data file's row whose key is there: error, skip (usual) or "
                    "update"
                  : "What becomes of a row whose key is there: error (usual), skip or update")
        .takes("WHAT");
    flags.add("--null", null_text, "The CSV field that means NULL (usual: an empty one)")
        .takes("TEXT");
    flags.add("--max-bad-rows", bad_row_limit, "Stop after so many bad rows (usual: 10)")
        .takes("N")
        .positive();
}

} // namespace dunlin::commands
