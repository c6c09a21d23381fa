// SPDX-License-Identifier: MIT
#include "db/drop.hpp"

#include "shared/change_permit.hpp"
#include "shared/maintenance.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

exit_code report(context& context, const std::string& name, bool dropped) {
    if (context.json()) {
        output::json_writer json(context.out());
        json.begin_object().member("schema", 1);
        write_target(json, context);
        json.member("name", name);
        json.member("dropped", dropped).end_object();
    }
    const std::string target = to_string(context.target());
    context.info(dropped ? fmt::format("dropped database {}", target)
                         : fmt::format("database {} does not exist", target));
    return exit_code::done;
}

/// The ledger is in the database itself. If that cannot be connected to, it may be protected.
ledger_protection protection_of(context& context, const sqldb::config& settings) {
    try {
        sqldb::connection db(settings);
        return read_ledger_protection(db, context.configuration().ledger_schema.value);
    } catch (const error& problem) {
        if (problem.kind() != error_kind::connection) {
            throw;
        }
        return {.environment = "", .is_unreadable = true};
    }
}

} // namespace

runner setup_db_drop(flag_set& flags) {
    auto options = std::make_shared<db_drop_options>();
    flags.add_switch("--if-exists", options->if_exists, "Succeed if the database does not exist");
    flags.add_switch("--force", options->force, "Terminate existing connections to the database");
    return [options](context& context) { return run_db_drop(*options, context); };
}

exit_code run_db_drop(const db_drop_options& options, context& context) {
    change_permit permit(context, "drop {} with all its data");
    const sqldb::config settings = context.server_settings();
    const std::string name = sqldb::database_name(settings);
    sqldb::connection server = connect_for_maintenance(settings);
    if (!database_exists(server, name)) {
        if (!options.if_exists) {
            throw error(error_kind::not_found, fmt::format("database {} does not exist", name));
        }
        return report(context, name, false);
    }
    permit.set_protection(protection_of(context, settings));
    permit.grant_with_confirmation();
    sqldb::exec(server, fmt::format("DROP DATABASE {}{}", server.quote_identifier(name),
                                    options.force ? " WITH (FORCE)" : ""));
    return report(context, name, true);
}

} // namespace dunlin::commands
