// SPDX-License-Identifier: MIT
#include "schema/dump.hpp"

#include "schema/split_script.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/catalog/script.hpp>
#include <dunlin/catalog/table_data.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dunlin::commands {
namespace {

/// The table of that name, with or without its schema, quoted or not.
const catalog::object& find_table(const catalog::snapshot& schema, const std::string& name) {
    std::vector<const catalog::object*> found;
    std::vector<std::string> names;
    for (const catalog::object& object : schema.objects) {
        if (object.kind != "table") {
            continue;
        }
        names.push_back(object.name);
        names.push_back(object.schema + "." + object.name);
        if (name == object.identity || name == names.back() || name == object.name) {
            found.push_back(&object);
        }
    }
    if (found.empty()) {
        const std::string closest = closest_match(name, names);
        throw error(error_kind::not_found, fmt::format("there is no table \"{}\"", name))
            .with_hint(closest.empty() ? "" : fmt::format("did you mean \"{}\"?", closest));
    }
    if (found.size() > 1) {
        throw error(error_kind::usage, fmt::format("there are several tables \"{}\"", name))
            .with_hint(fmt::format("add the schema, for example --data {}", found[0]->identity));
    }
    return *found.front();
}

std::string read_data(sqldb::transaction& tx, const catalog::snapshot& schema,
                      const std::vector<std::string>& tables) {
    std::string data;
    for (const std::string& name : tables) {
        data += "\n" + catalog::read_table_data(tx, find_table(schema, name));
    }
    return data;
}

void write_json(const std::string& sql, const catalog::snapshot& schema, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("server_major", schema.server_major()).member("sql", sql);
    write_unmodelled(json, schema);
    json.end_object();
}

void write_file(const std::string& path, const std::string& sql) {
    output::output_file file(path);
    file.write(sql);
    file.publish();
}

} // namespace

runner setup_schema_dump(flag_set& flags) {
    auto options = std::make_shared<schema_dump_options>();
    const flag file =
        flags
            .add("--output", options->output_file, "Write to FILE, which is replaced when complete")
            .value_name("FILE");
    flags
        .add("--split", options->folder,
             "Write one file per object into FOLDER, and main.sql, which runs them with psql")
        .value_name("FOLDER")
        .excludes(file);
    flags.add("--data", options->tables, "Include the rows of TABLE (repeatable)")
        .value_name("TABLE")
        .repeatable();
    add_schema_options(flags, *options);
    return [options](context& context) { return run_schema_dump(*options, context); };
}

exit_code run_schema_dump(const schema_dump_options& options, context& context) {
    catalog::snapshot schema;
    std::string data;
    with_schema_transaction(context, [&](sqldb::transaction& tx) {
        schema = catalog::read_snapshot(tx, read_options_of(options, context));
        data = read_data(tx, schema, options.tables);
    });
    if (!options.folder.empty()) {
        write_split_script(schema, data, options.folder);
    } else if (!options.output_file.empty()) {
        write_file(options.output_file, catalog::write_script(schema, data));
    } else if (context.json()) {
        write_json(catalog::write_script(schema, data), schema, context);
    } else {
        context.print(catalog::write_script(schema, data));
    }
    context.out().flush();
    for (const catalog::object& object : schema.objects) {
        if (!object.left_out.empty()) {
            context.warn(fmt::format("{} {} is left out: {}", object.kind, object.identity,
                                     object.left_out));
        }
    }
    warn_of_unmodelled(schema, context);
    const std::string& place = options.folder.empty() ? options.output_file : options.folder;
    if (!place.empty()) {
        context.info(fmt::format("wrote {} objects of {} to {}", schema.objects.size(),
                                 to_string(context.target()), place));
    }
    return exit_code::done;
}

} // namespace dunlin::commands
