// SPDX-License-Identifier: MIT
#include "db/create.hpp"

#include "shared/maintenance.hpp"
#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

exit_code report(context& context, const std::string& name, bool created) {
    if (context.json()) {
        output::json_writer json(context.out());
        json.begin_object().member("schema", 1);
        write_target(json, context);
        json.member("name", name);
        json.member("created", created).end_object();
    }
    const std::string target = to_string(context.target());
    context.info(created ? fmt::format("created database {}", target)
                         : fmt::format("database {} already exists", target));
    return exit_code::done;
}

} // namespace

runner setup_db_create(flag_set& flags) {
    auto options = std::make_shared<db_create_options>();
    flags.add_switch("--if-missing", options->if_missing, "Succeed if the database already exists");
    flags.add("--owner", options->owner, "Owner of the new database (default: the current role)")
        .value_name("ROLE");
    flags
        .add("--template", options->from_template, "Template database to copy (default: template1)")
        .value_name("NAME");
    return [options](context& context) { return run_db_create(*options, context); };
}

exit_code run_db_create(const db_create_options& options, context& context) {
    const sqldb::config settings = context.server_settings();
    const std::string name = sqldb::database_name(settings);
    sqldb::connection server = connect_for_maintenance(settings);
    if (options.if_missing && database_exists(server, name)) {
        return report(context, name, false);
    }
    std::string sql = "CREATE DATABASE " + server.quote_identifier(name);
    if (!options.owner.empty()) {
        sql += " OWNER " + server.quote_identifier(options.owner);
    }
    if (!options.from_template.empty()) {
        sql += " TEMPLATE " + server.quote_identifier(options.from_template);
    }
    sqldb::exec(server, sql);
    return report(context, name, true);
}

} // namespace dunlin::commands
