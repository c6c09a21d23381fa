// SPDX-License-Identifier: MIT
#include "seed_options.hpp"

#include <dunlin/base/error.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace dunlin::commands {
namespace {

seeder::conflict_policy read(const std::string& word) {
    if (word == "error") {
        return seeder::conflict_policy::error;
    }
    if (word == "skip") {
        return seeder::conflict_policy::skip;
    }
    if (word == "update") {
        return seeder::conflict_policy::update;
    }
    throw error(error_kind::usage, fmt::format("--on-conflict takes no \"{}\"", word))
        .with_hint("it takes error, skip or update");
}

} // namespace

void add_load_options(CLI::App& app, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit) {
    const bool skips = on_conflict == seeder::conflict_policy::skip;
    app.add_option_function<std::string>(
           "--on-conflict", [&on_conflict](const std::string& word) { on_conflict = read(word); },
           skips ? "What becomes of a data file's row whose key is there: error, skip (usual) or "
                   "update"
                 : "What becomes of a row whose key is there: error (usual), skip or update")
        ->type_name("WHAT");
    app.add_option("--null", null_text, "The CSV field that means NULL (usual: an empty one)")
        ->type_name("TEXT");
    app.add_option("--max-bad-rows", bad_row_limit, "Stop after so many bad rows (usual: 10)")
        ->type_name("N")
        ->check(CLI::Validator(CLI::PositiveNumber).description(""));
}

} // namespace dunlin::commands
