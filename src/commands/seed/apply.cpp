// SPDX-License-Identifier: MIT
#include "seed/apply.hpp"

#include "seed/load_progress.hpp"
#include "seed/options.hpp"
#include "seed/report.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <system_error>

namespace dunlin::commands {
namespace {

/// The hint for a word that names no file: it may be the name of a set.
std::string hint_for_missing_file(const std::string& word, const std::filesystem::path& folder) {
    std::error_code problem;
    const bool is_set = word.find('/') == std::string::npos &&
                        std::filesystem::is_directory(folder / word, problem);
    return is_set || word == seeder::default_set_name
               ? fmt::format("to load a seed set, use --set {}", word)
               : "name a .sql, .csv or .ndjson file, or a set with --set NAME; `dunlin seed list` "
                 "lists the sets";
}

seeder::seed_file describe_file(const std::string& word, const std::filesystem::path& folder) {
    try {
        return seeder::describe_file(word);
    } catch (const error&) {
        std::error_code problem;
        if (std::filesystem::exists(word, problem)) {
            throw;
        }
        throw error(error_kind::usage, fmt::format("no such seed file: {}", word))
            .with_hint(hint_for_missing_file(word, folder));
    }
}

std::vector<seeder::seed_set> chosen_sets(const seed_apply_options& options, context& context) {
    const auto& folder = context.configuration().seed.value;
    std::vector<seeder::seed_set> sets;
    for (const auto& name : options.sets) {
        sets.push_back(seeder::find_set(folder, name));
    }
    if (!options.files.empty()) {
        seeder::seed_set file_set;
        for (const auto& file : options.files) {
            file_set.files.push_back(describe_file(file, folder));
        }
        sets.push_back(std::move(file_set));
    }
    if (sets.empty()) {
        sets.push_back(seeder::find_set(folder, seeder::default_set_name));
    }
    return sets;
}

bool has_files(const std::vector<seeder::seed_set>& sets) {
    for (const auto& set : sets) {
        if (!set.files.empty()) {
            return true;
        }
    }
    return false;
}

void confirm_reset(context& context, const seeder::seeding& run, sqldb::connection& db,
                   bool cascade) {
    const auto plan = run.plan_reset(db);
    std::string question =
        fmt::format("Truncate {} in {}", fmt::join(plan.tables, ", "), to_string(context.target()));
    if (cascade && !plan.referencing.empty()) {
        question += fmt::format(", and {} outside the set", fmt::join(plan.referencing, ", "));
    }
    context.confirm(question + " before seeding?");
}

void add_options(flag_set& flags, seed_apply_options& options) {
    flags.add("file", options.files, "Seed files: .sql, .csv or .ndjson (optionally .gz or .zst)")
        .value_name("FILE");
    flags.add("--set", options.sets, "Seed set: a folder under seed/, or default (repeatable)")
        .value_name("NAME")
        .repeatable();
    flags.add_switch("--reset", options.reset, "Truncate the tables of the sets first");
    flags.add_switch("--cascade", options.cascade,
                     "With --reset, also truncate tables that reference them");
    flags.add_switch("--defer", options.defer, "Check foreign keys at the end of the transaction");
    add_load_options(flags, options.on_conflict, options.null_text, options.bad_row_limit,
                     options.field_limit);
}

} // namespace

runner setup_seed(flag_set& flags) {
    auto options = std::make_shared<seed_apply_options>();
    add_options(flags, *options);
    return [options](context& context) { return run_seed_apply(*options, context); };
}

runner setup_seed_apply(flag_set& flags) {
    refuse_parent_options(flags);
    return setup_seed(flags);
}

exit_code run_seed_apply(const seed_apply_options& options, context& context) {
    const auto sets = chosen_sets(options, context);
    if (!has_files(sets)) {
        context.info("nothing to do: there are no seed files");
        print_report(context, {});
        return exit_code::done;
    }
    const seeder::seeding run(sets);
    sqldb::connection db = connect_to_seed(context);
    seeder::apply_options settings;
    if (options.reset) {
        confirm_reset(context, run, db, options.cascade);
        settings.reset =
            options.cascade ? seeder::reset_mode::cascade : seeder::reset_mode::set_only;
    }
    settings.defer_foreign_keys = options.defer;
    const load_progress progress(context);
    settings.loading = {options.on_conflict, options.null_text, options.bad_row_limit,
                        progress.callback(), options.field_limit};
    const auto report = run.apply(db, settings);
    progress.clear();
    print_report(context, report);
    return exit_code::done;
}

} // namespace dunlin::commands
