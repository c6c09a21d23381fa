// SPDX-License-Identifier: MIT
#include "migrate/convert.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/convert.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

void write_json(const migrator::conversion& conversion, const migrate_convert_options& options,
                const std::string& from, context& context) {
    output::json_writer json(context.out());
    json.begin_object()
        .member("schema", 1)
        .member("from", from)
        .member("to", options.format)
        .member("dry_run", options.dry_run)
        .key("files")
        .begin_array();
    for (const auto& file : conversion.files) {
        json.value((std::filesystem::path(options.folder) / file.name).string());
    }
    json.end_array().key("left_out").begin_array();
    for (const std::string& message : conversion.left_out) {
        json.value(message);
    }
    json.end_array().end_object();
}

void print_text(const migrator::conversion& conversion, const migrate_convert_options& options,
                const std::string& from, context& context) {
    for (const auto& file : conversion.files) {
        context.print((std::filesystem::path(options.folder) / file.name).string() + "\n");
    }
    context.out().flush();
    for (const std::string& message : conversion.left_out) {
        context.warn(message);
    }
    context.info(fmt::format("{} files in {} format, converted from {}{}", conversion.files.size(),
                             options.format, from, options.dry_run ? "; nothing was written" : ""));
}

std::string alternatives(const std::vector<std::string>& names) {
    return fmt::format("{} or {}", fmt::join(names.begin(), names.end() - 1, ", "), names.back());
}

} // namespace

runner setup_migrate_convert(flag_set& flags) {
    auto options = std::make_shared<migrate_convert_options>();
    flags.add("folder", options->folder, "Folder to write to").value_name("DIR").required();
    flags
        .add("--to", options->format,
             fmt::format("Target format (required): {}", alternatives(migrator::written_formats())))
        .value_name("FORMAT")
        .required();
    add_source_format_option(flags, *options);
    add_dry_run_option(flags, options->dry_run);
    return [options](context& context) { return run_migrate_convert(*options, context); };
}

exit_code run_migrate_convert(const migrate_convert_options& options, context& context) {
    const config::settings& settings = context.configuration();
    migrator::read_options reading;
    reading.format = options.source_format.value_or(settings.source_format.value);
    const migrator::source files = migrator::read_source(settings.migrations.value, reading);
    const migrator::conversion conversion = migrator::convert(files, options.format);
    if (!options.dry_run) {
        migrator::write_files(conversion, options.folder);
    }
    context.json() ? write_json(conversion, options, files.format, context)
                   : print_text(conversion, options, files.format, context);
    return exit_code::done;
}

} // namespace dunlin::commands
