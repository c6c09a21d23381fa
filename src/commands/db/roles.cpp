// SPDX-License-Identifier: MIT
#include "db/roles.hpp"

#include "shared/change_permit.hpp"
#include "shared/superuser_warning.hpp"
#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/roles_script.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

void add_role_options(flag_set& flags, db_roles_options& options) {
    flags
        .add("--prefix", options.prefix,
             "Name the roles NAME_owner, NAME_rw and NAME_ro (default: the database's name)")
        .value_name("NAME");
    flags
        .add("--owner", options.owner,
             "Role that owns all objects and runs migrations (default: NAME_owner)")
        .value_name("ROLE");
    flags.add("--read-write", options.read_write, "Role of the application (default: NAME_rw)")
        .value_name("ROLE");
    flags.add("--read-only", options.read_only, "Role that can only read (default: NAME_ro)")
        .value_name("ROLE");
}

sqldb::role_names names_of(const db_roles_options& options, const std::string& database) {
    const std::string prefix = options.prefix.empty() ? database : options.prefix;
    const auto or_default = [&](const std::string& name, const char* suffix) {
        return name.empty() ? prefix + suffix : name;
    };
    return {.owner = or_default(options.owner, "_owner"),
            .read_write = or_default(options.read_write, "_rw"),
            .read_only = or_default(options.read_only, "_ro")};
}

void write_json(const sqldb::roles_request& request, const std::string& sql, bool applied,
                context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("name", request.database)
        .member("for_schema", request.schema)
        .key("roles")
        .begin_object()
        .member("owner", request.roles.owner)
        .member("read_write", request.roles.read_write)
        .member("read_only", request.roles.read_only)
        .end_object()
        .member("applied", applied)
        .member("sql", sql)
        .end_object();
}

} // namespace

runner setup_db_roles(flag_set& flags) {
    auto options = std::make_shared<db_roles_options>();
    flags.add("--schema", options->schema, "Schema to grant privileges on (default: public)")
        .value_name("NAME");
    add_role_options(flags, *options);
    flags.add_switch("--login", options->login, "Allow the roles to log in");
    flags.add_switch("--apply", options->apply, "Run the script instead of printing it");
    return [options](context& context) { return run_db_roles(*options, context); };
}

exit_code run_db_roles(const db_roles_options& options, context& context) {
    change_permit permit(context, "change the roles of {}",
                         change_permit::early_unless(!options.apply));
    const sqldb::config settings = context.database_settings();
    const std::string database = sqldb::database_name(settings);
    const sqldb::roles_request request{.database = database,
                                       .schema = options.schema,
                                       .ledger_schema = context.configuration().ledger_schema.value,
                                       .roles = names_of(options, database),
                                       .login = options.login};
    const std::string sql = sqldb::roles_script(request);
    if (request.schema == request.ledger_schema) {
        context.warn(fmt::format("schema {} also holds dunlin's own tables, so {} can write them",
                                 request.schema, request.roles.read_write));
    }
    bool is_superuser = false;
    if (options.apply) {
        sqldb::connection db(settings);
        permit.read_protection(db);
        permit.grant();
        db.run_script(sql);
        is_superuser = db.parameter_status("is_superuser") == "on";
    }
    if (context.json()) {
        write_json(request, sql, options.apply, context);
    } else if (options.apply) {
        context.info(fmt::format("{} owns schema {} of {}; {} reads and writes, {} reads",
                                 request.roles.owner, request.schema, to_string(context.target()),
                                 request.roles.read_write, request.roles.read_only));
        if (is_superuser) {
            warn_of_superuser(fmt::format("migrate as {}", request.roles.owner), context);
        }
    } else {
        context.print(sql);
    }
    return exit_code::done;
}

} // namespace dunlin::commands
