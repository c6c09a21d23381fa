// SPDX-License-Identifier: MIT
#include "seed/generate.hpp"

#include "seed/load_progress.hpp"
#include "seed/options.hpp"
#include "seed/report.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/seeder/generate.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <array>
#include <memory>
#include <vector>

namespace dunlin::commands {
namespace {

void print_json(context& context, const std::vector<seeder::generated_table>& tables) {
    output::json_writer json(context.out());
    const bool is_ndjson = context.format(output::format::json) == output::format::ndjson;
    if (!is_ndjson) {
        json.begin_object().member("schema", 1).key("items").begin_array();
    }
    for (const auto& table : tables) {
        json.begin_object().member("table", table.table).member("rows", table.rows);
        json.key("columns").begin_array();
        for (const auto& column : table.columns) {
            json.begin_object().member("name", column.name).member("type", column.type);
            json.member("values", column.values).end_object();
        }
        json.end_array().end_object();
    }
    if (!is_ndjson) {
        json.end_array().member("total", tables.size()).end_object();
    }
}

void print_plan(context& context, const std::vector<seeder::generated_table>& tables) {
    if (context.json()) {
        print_json(context, tables);
        return;
    }
    auto options = context.row_options();
    options.footer = false;
    const auto rows =
        output::make_row_writer(context.format(output::format::table), context.out(), options);
    rows->columns({{"table"},
                   {"rows", output::value_kind::number, false, "int8"},
                   {"column"},
                   {"type", output::value_kind::text, false, "text", 1},
                   {"values"}});
    for (const auto& table : tables) {
        const std::string count = std::to_string(table.rows);
        for (const auto& column : table.columns) {
            const std::array<output::cell, 5> cells{table.table, count, column.name, column.type,
                                                    column.values};
            rows->row(cells);
        }
    }
    rows->finish();
}

} // namespace

runner setup_seed_generate(flag_set& flags) {
    refuse_parent_options(flags);
    auto options = std::make_shared<seed_generate_options>();
    flags.add("table", options->table, "Table to fill, optionally schema-qualified")
        .value_name("TABLE")
        .required();
    flags.add("--rows", options->rows, "Number of rows to generate (required)")
        .value_name("COUNT")
        .required()
        .positive();
    flags
        .add("--random-seed", options->random_seed,
             "Seed of the random generator; same seed, same rows (default: 1)")
        .value_name("NUMBER");
    flags.add_switch("--skew", options->skew, "Distribute child rows unevenly over parent rows");
    flags.add_switch("--with-parents", options->with_parents,
                     "First fill referenced tables that have too few rows");
    flags.add_switch("--plan", options->plan, "Show what would be generated, without loading it");
    return [options](context& context) { return run_seed_generate(*options, context); };
}

exit_code run_seed_generate(const seed_generate_options& options, context& context) {
    sqldb::connection db =
        options.plan ? sqldb::connection(context.database_settings()) : connect_to_seed(context);
    const load_progress progress(context);
    const seeder::generate_options settings{options.rows, options.random_seed, options.skew,
                                            options.with_parents, progress.callback()};
    if (options.plan) {
        print_plan(context, seeder::plan_generation(db, options.table, settings));
        return exit_code::done;
    }
    const auto report = seeder::generate(db, options.table, settings);
    progress.clear();
    print_report(context, report, "table");
    return exit_code::done;
}

} // namespace dunlin::commands
