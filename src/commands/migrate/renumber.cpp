// SPDX-License-Identifier: MIT
#include "migrate/renumber.hpp"

#include "shared/local_server.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/renumber.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

void refuse_recorded(const migrator::settings& settings, const migrator::migration& file,
                     context& context) {
    const auto status = migrator::status(settings);
    if (migrator::is_recorded(*status, file)) {
        throw error(error_kind::history,
                    fmt::format("{} ({}) is applied in {}, and only a pending migration can be "
                                "renumbered",
                                file.version, file.file->name, to_string(context.target())))
            .with_hint("renumber the other migration, or the next one");
    }
}

/// Why a database could not be asked; empty when it was.
std::string check_database(const migrate_renumber_options& options,
                           const migrator::read_options& reading, const migrator::migration& file,
                           context& context) {
    const auto& database = context.configuration().database.value;
    if (!database) {
        return "no database is configured";
    }
    if (is_private(*database) && !is_local(*database)) {
        return "an ephemeral database has no history";
    }
    try {
        migrator::settings settings = migrator_settings(options, context);
        settings.reading = reading;
        refuse_recorded(settings, file, context);
        return "";
    } catch (const error& problem) {
        const bool is_answer = problem.kind() == error_kind::history ||
                               problem.kind() == error_kind::interrupted ||
                               problem.kind() == error_kind::refused;
        if (is_answer) {
            throw;
        }
        return problem.message();
    }
}

void write_json(const migrator::renumbering& plan, bool database_checked, context& context) {
    output::json_writer json(context.out());
    json.begin_object()
        .member("schema", 1)
        .member("old_version", plan.old_version)
        .member("new_version", plan.new_version)
        .member("database_checked", database_checked);
    json.key("files").begin_array();
    for (const migrator::renamed_file& file : plan.files) {
        json.begin_object()
            .member("from", file.from.string())
            .member("to", file.to.string())
            .end_object();
    }
    json.end_array().end_object();
}

void print(const migrator::renumbering& plan, context& context) {
    if (plan.files.empty()) {
        context.info(
            fmt::format("nothing to do: {} is after all other versions", plan.old_version));
    }
    for (const migrator::renamed_file& file : plan.files) {
        context.print(fmt::format("{} -> {}\n", file.from.string(), file.to.string()));
    }
}

} // namespace

runner setup_migrate_renumber(flag_set& flags) {
    auto options = std::make_shared<migrate_renumber_options>();
    flags.add("version", options->version, "Version or file name of a pending migration")
        .value_name("VERSION")
        .required();
    add_source_options(flags, *options);
    return [options](context& context) { return run_migrate_renumber(*options, context); };
}

exit_code run_migrate_renumber(const migrate_renumber_options& options, context& context) {
    const config::settings& settings = context.configuration();
    migrator::read_options reading;
    reading.format = options.source_format.value_or(settings.source_format.value);
    reading.accepts_duplicates = true;
    const auto files = migrator::read_source(settings.migrations.value, reading);
    const auto& file = migrator::find_versioned(files, options.version);
    const auto plan = migrator::plan_renumbering(files, file);
    std::string unchecked;
    if (!plan.files.empty()) {
        unchecked = check_database(options, reading, file, context);
        migrator::rename_files(plan);
    }
    if (context.json()) {
        write_json(plan, !plan.files.empty() && unchecked.empty(), context);
    } else {
        print(plan, context);
    }
    if (!unchecked.empty()) {
        context.warn(
            fmt::format("not checked whether {} is applied: {}", plan.old_version, unchecked));
    }
    return exit_code::done;
}

} // namespace dunlin::commands
