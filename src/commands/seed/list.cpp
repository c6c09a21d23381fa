// SPDX-License-Identifier: MIT
#include "seed/list.hpp"

#include "seed/options.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/seeder/apply.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::commands {
namespace {

void print_json(context& context, const std::vector<seeder::seed_set>& sets) {
    output::json_writer json(context.out());
    const bool is_ndjson = context.format(output::format::json) == output::format::ndjson;
    std::int64_t total = 0;
    if (!is_ndjson) {
        json.begin_object().member("schema", 1).key("items").begin_array();
    }
    for (const auto& set : sets) {
        for (const auto& file : set.files) {
            json.begin_object().member("set", set.name).member("file", file.path.string());
            json.member("format", to_string(file.format)).key("tables").begin_array();
            for (const auto& table : seeder::tables_of(file)) {
                json.value(table);
            }
            json.end_array().end_object();
            ++total;
        }
    }
    if (!is_ndjson) {
        json.end_array().member("total", total).end_object();
    }
}

} // namespace

runner setup_seed_list(flag_set& flags) {
    refuse_parent_options(flags);
    return [](context& context) { return run_seed_list(context); };
}

exit_code run_seed_list(context& context) {
    const auto sets = seeder::list_sets(context.configuration().seed.value);
    if (context.json()) {
        print_json(context, sets);
        return exit_code::done;
    }
    const auto rows = output::make_row_writer(context.format(output::format::table), context.out(),
                                              context.row_options());
    rows->columns(
        {{"set"}, {"file"}, {"format", output::value_kind::text, false, "text", 1}, {"fills"}});
    for (const auto& set : sets) {
        for (const auto& file : set.files) {
            const std::string path = file.path.string();
            const std::string tables = fmt::format("{}", fmt::join(seeder::tables_of(file), ", "));
            const std::array<output::cell, 4> cells{set.name, path, to_string(file.format), tables};
            rows->row(cells);
        }
    }
    rows->finish();
    return exit_code::done;
}

} // namespace dunlin::commands
