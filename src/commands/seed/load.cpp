// SPDX-License-Identifier: MIT
#include "seed/load.hpp"

#include "seed/load_progress.hpp"
#include "seed/options.hpp"
#include "seed/report.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace dunlin::commands {
namespace {

/// Standard input, or a pipe whose name says nothing, such as a shell's <(command).
bool has_no_name(const std::string& file) {
    std::error_code problem;
    const std::filesystem::path path(file);
    return file == "-" || (!path.has_extension() && std::filesystem::is_fifo(path, problem));
}

/// The format from --input-format, else from the file's name; CSV for standard input and pipes.
seeder::file_format format_of(const seed_load_options& options) {
    if (options.input_format == "csv" ||
        (options.input_format.empty() && has_no_name(options.file))) {
        return seeder::file_format::csv;
    }
    if (options.input_format == "ndjson") {
        return seeder::file_format::ndjson;
    }
    const auto format = seeder::describe_file(options.file).format;
    if (format == seeder::file_format::sql) {
        throw error(error_kind::usage, "seed load reads data, not SQL")
            .with_hint(fmt::format("run it with `dunlin seed {}`", options.file));
    }
    return format;
}

} // namespace

runner setup_seed_load(flag_set& flags) {
    refuse_parent_options(flags);
    auto options = std::make_shared<seed_load_options>();
    flags.add("table", options->table, "Table to load into, optionally schema-qualified")
        .value_name("TABLE")
        .required();
    flags.add("file", options->file, "CSV or NDJSON file (-: standard input)")
        .value_name("FILE")
        .required();
    flags
        .add("--input-format", options->input_format,
             "csv or ndjson (default: by file name; csv for standard input and pipes)")
        .value_name("FORMAT")
        .one_of({"csv", "ndjson"});
    add_load_options(flags, options->on_conflict, options->null_text, options->bad_row_limit,
                     options->field_limit);
    return [options](context& context) { return run_seed_load(*options, context); };
}

exit_code run_seed_load(const seed_load_options& options, context& context) {
    const auto file = seeder::describe_file(options.file, format_of(options), options.table);
    sqldb::connection db = connect_to_seed(context);
    const load_progress progress(context);
    const auto report =
        seeder::load_single_file(db, file,
                                 {options.on_conflict, options.null_text, options.bad_row_limit,
                                  progress.callback(), options.field_limit});
    progress.clear();
    print_report(context, report);
    return exit_code::done;
}

} // namespace dunlin::commands
