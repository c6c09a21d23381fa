// SPDX-License-Identifier: MIT
#include "migrate/new.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/output/json_writer.hpp>

#include <memory>
#include <optional>

namespace dunlin::commands {
namespace {

std::optional<migrator::numbering> numbering_of(const migrate_new_options& options) {
    if (options.timestamp) {
        return migrator::numbering::timestamp;
    }
    return options.sequence ? std::optional(migrator::numbering::sequence) : std::nullopt;
}

} // namespace

runner setup_migrate_new(flag_set& flags) {
    auto options = std::make_shared<migrate_new_options>();
    flags.add("slug", options->slug, "Short name of the migration, such as add_widget_index")
        .value_name("SLUG")
        .required();
    const flag timestamp =
        flags.add_switch("--timestamp", options->timestamp,
                         "Use the current UTC time as the version, such as 20261123101500");
    flags.add_switch("--sequence", options->sequence, "Use the next number as the version")
        .excludes(timestamp);
    add_source_format_option(flags, *options);
    return [options](context& context) { return run_migrate_new(*options, context); };
}

exit_code run_migrate_new(const migrate_new_options& options, context& context) {
    const config::settings& settings = context.configuration();
    migrator::read_options reading;
    reading.format = options.source_format.value_or(settings.source_format.value);
    const auto paths = migrator::create_migration(settings.migrations.value, options.slug,
                                                  numbering_of(options), reading);
    if (!context.json()) {
        for (const auto& path : paths) {
            context.print(path.string() + "\n");
        }
        return exit_code::done;
    }
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1).member("file", paths.front().string());
    json.key("files").begin_array();
    for (const auto& path : paths) {
        json.value(path.string());
    }
    json.end_array().end_object();
    return exit_code::done;
}

} // namespace dunlin::commands
