// SPDX-License-Identifier: MIT
#include "shared/local_server.hpp"

#include "shared/maintenance.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <algorithm>
#include <chrono>

namespace dunlin::commands {
namespace {

constexpr std::string_view local_prefix = "local:";

} // namespace

local::server project_server(context& context) {
    const auto& root = context.configuration().root;
    return local::server(root.empty() ? "." : root);
}

local::wait_limits local_limits(const context& context) {
    const auto limit = context.options().timeout;
    if (limit.count() <= 0) {
        return &context.stop();
    }
    return {&context.stop(), std::chrono::steady_clock::now() + limit};
}

bool is_private(std::string_view database) noexcept {
    return is_local(database) || database == "ephemeral";
}

bool is_local(std::string_view database) noexcept {
    return database == "local" ||
           (database.starts_with(local_prefix) && database.size() > local_prefix.size());
}

std::string local_database(context& context) {
    const auto& chosen = context.configuration().database.value;
    return local_database_of(chosen.value_or(""));
}

std::string local_database_of(const std::string& database) {
    return is_local(database) && database.starts_with(local_prefix)
               ? database.substr(local_prefix.size())
               : std::string(local::default_database);
}

bool is_same_database(context& context, const std::string& left, const std::string& right) {
    if (left == "ephemeral" || right == "ephemeral") {
        return false;
    }
    if (is_local(left) && is_local(right)) {
        return local_database_of(left) == local_database_of(right);
    }
    const auto settings_of = [&](const std::string& database) {
        sqldb::config settings;
        settings.ignore_environment = is_local(database);
        settings.url = is_local(database) ? project_server(context).url(local_database_of(database))
                                          : database;
        return settings;
    };
    if (is_local(left) || is_local(right)) {
        // The other database cannot be on a server that is not running.
        if (project_server(context).status().state != local::server_state::running) {
            return false;
        }
    }
    return sqldb::is_same_database(settings_of(left), settings_of(right));
}

bool is_name_of_private_server(context& context, const std::string& name) {
    const auto& known = context.configuration().known_databases;
    return name == local_database(context) ||
           std::any_of(known.begin(), known.end(), [&](const config::known_database& database) {
               return is_local(database.database) && (name == database.environment ||
                                                      name == local_database_of(database.database));
           });
}

void create_missing_database(const sqldb::config& settings) {
    const std::string name = sqldb::database_name(settings);
    sqldb::config as_superuser = settings;
    as_superuser.role.clear(); // the project's first migrations may create the role
    sqldb::connection server = connect_for_maintenance(as_superuser);
    if (database_exists(server, name)) {
        return;
    }
    try {
        // Nobody can be connected to template0, which would make CREATE DATABASE fail.
        sqldb::exec(server,
                    "CREATE DATABASE " + server.quote_identifier(name) + " TEMPLATE template0");
    } catch (const sqldb::sql_error&) {
        // Another command may have created it meanwhile.
        if (!database_exists(server, name)) {
            throw;
        }
    }
}

void create_local_database(context& context, const local::server& server) {
    sqldb::config settings;
    settings.url = server.url(local_database(context));
    settings.ignore_environment = true;
    settings.stop = &context.stop();
    settings.statement_timeout = context.options().timeout;
    create_missing_database(settings);
}

void print_server_json(context& context, const local::server& server) {
    const local::server_status status = server.status();
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1).member("state", local::to_string(status.state));
    const bool is_running = status.state == local::server_state::running;
    json.member("url",
                is_running ? std::optional(server.url(local_database(context))) : std::nullopt);
    json.member("pid", status.pid != 0 ? std::optional(status.pid) : std::nullopt);
    json.member("major_version", status.major != 0 ? std::optional(status.major) : std::nullopt);
    json.member("data", status.data.string()).member("log", status.log.string());
    json.end_object();
}

} // namespace dunlin::commands
