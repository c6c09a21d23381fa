// SPDX-License-Identifier: MIT
#include "seed/report.hpp"

#include "shared/output_values.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace dunlin::commands {
namespace {

void write_file(output::json_writer& json, const seeder::file_report& file, std::string_view noun) {
    json.begin_object();
    json.member("set", file.set).member(noun, file.file);
    write_counts(json, file.rows);
    json.member("duration_ms", whole_milliseconds(file.duration));
    json.end_object();
}

void print_json(context& context, const seeder::run_report& report, std::string_view noun) {
    output::json_writer json(context.out());
    if (context.format(output::format::json) == output::format::ndjson) {
        for (const auto& file : report.files) {
            write_file(json, file, noun);
        }
        return;
    }
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.key("emptied").begin_array();
    for (const auto& table : report.emptied) {
        json.value(table);
    }
    json.end_array().key(std::string(noun) + "s").begin_array();
    for (const auto& file : report.files) {
        write_file(json, file, noun);
    }
    json.end_array().key("total").begin_object();
    write_counts(json, report.total());
    json.end_object().end_object();
}

void print_table(context& context, const seeder::run_report& report, std::string_view noun) {
    auto options = context.row_options();
    options.footer = false;
    const auto rows =
        output::make_row_writer(context.format(output::format::table), context.out(), options);
    const auto number = [](const char* name) {
        return output::column{name, output::value_kind::number, false, "int8"};
    };
    // Without sets the column would be empty.
    const bool has_sets =
        report.files.empty() || std::any_of(report.files.begin(), report.files.end(),
                                            [](const auto& file) { return !file.set.empty(); });
    const std::size_t first = has_sets ? 0 : 1;
    std::vector<output::column> columns{{"set"},
                                        {std::string(noun)},
                                        number("inserted"),
                                        number("updated"),
                                        number("skipped"),
                                        number("deleted"),
                                        {"time", output::value_kind::text, false, "interval", 1}};
    columns.erase(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(first));
    rows->columns(columns);
    for (const auto& file : report.files) {
        const std::array<std::string, 7> texts{file.set,
                                               file.file,
                                               std::to_string(file.rows.inserted),
                                               std::to_string(file.rows.updated),
                                               std::to_string(file.rows.skipped),
                                               std::to_string(file.rows.deleted),
                                               format_duration(file.duration)};
        std::array<output::cell, 7> cells;
        std::copy(texts.begin(), texts.end(), cells.begin());
        rows->row(std::span(cells).subspan(first));
    }
    rows->finish();
}

} // namespace

void write_counts(output::json_writer& json, const seeder::row_counts& rows) {
    json.member("inserted", rows.inserted)
        .member("updated", rows.updated)
        .member("skipped", rows.skipped)
        .member("deleted", rows.deleted);
}

std::string describe(const seeder::row_counts& rows) {
    std::string text =
        fmt::format("{} row{} inserted", rows.inserted, rows.inserted == 1 ? "" : "s");
    if (rows.updated > 0) {
        text += fmt::format(", {} updated", rows.updated);
    }
    if (rows.skipped > 0) {
        text += fmt::format(", {} skipped", rows.skipped);
    }
    if (rows.deleted > 0) {
        text += fmt::format(", {} deleted", rows.deleted);
    }
    return text;
}

void print_report(context& context, const seeder::run_report& report, std::string_view noun) {
    if (context.json()) {
        print_json(context, report, noun);
        return;
    }
    print_table(context, report, noun);
    if (!report.emptied.empty()) {
        context.info(fmt::format("truncated {} in {}", fmt::join(report.emptied, ", "),
                                 to_string(context.target())));
    }
    context.info(fmt::format("seeded {} {}{} in {}: {}", report.files.size(), noun,
                             report.files.size() == 1 ? "" : "s", to_string(context.target()),
                             describe(report.total())));
}

} // namespace dunlin::commands
