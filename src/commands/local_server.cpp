// SPDX-License-Identifier: MIT
#include "local_server.hpp"

#include "maintenance.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

namespace dunlin::commands {

local::server project_server(context& world) {
    const auto& root = world.configuration().root;
    return local::server(root.empty() ? "." : root);
}

std::string local_database(context& world) {
    constexpr std::string_view prefix = "local:";
    const auto& chosen = world.configuration().database.value;
    if (chosen && chosen->starts_with(prefix) && chosen->size() > prefix.size()) {
        return chosen->substr(prefix.size());
    }
    return std::string(local::default_database);
}

void make_missing_database(context& world, const std::string& maintenance_url,
                           const std::string& name) {
    sqldb::config settings;
    settings.url = maintenance_url;
    settings.application_name = "dunlin " + world.verb();
    settings.stop = &world.stop();
    sqldb::connection server(settings);
    if (database_exists(server, name)) {
        return;
    }
    try {
        // template0 is never in use by anybody.
        sqldb::exec(server, "CREATE DATABASE " + server.quote_identifier(name) +
                                " TEMPLATE template0");
    } catch (const sqldb::sql_error&) {
        // Another command may have been faster.
        if (!database_exists(server, name)) {
            throw;
        }
    }
}

void print_local_json(context& world, const local::server& server) {
    const local::server_status now = server.status();
    output::json_writer json(world.out());
    json.begin_object().member("schema", 1).member("state", local::to_string(now.state));
    const bool runs = now.state == local::server_state::running;
    json.member("url", runs ? std::optional(server.url(local_database(world))) : std::nullopt);
    json.member("pid", now.pid != 0 ? std::optional(now.pid) : std::nullopt);
    json.member("major_version", now.major != 0 ? std::optional(now.major) : std::nullopt);
    json.member("data", now.data.string()).member("log", now.log.string());
    json.end_object();
}

} // namespace dunlin::commands
