// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/server.hpp>
#include <dunlin/sqldb/config.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

class context;

/// The private server of the project.
local::server project_server(context& context);

/// What ends the wait for a private server: a signal, or --timeout from now on.
local::wait_limits local_limits(const context& context);

/// Whether a configured database is `local` or `local:NAME`.
bool is_local(std::string_view database) noexcept;

/// Whether a configured database is on a server that nobody else uses: `local` or `ephemeral`.
bool is_private(std::string_view database) noexcept;

/// The name of the configured database on the private server: NAME of `local:NAME`, else the
/// default.
std::string local_database(context& context);

/// The same for a configured database that is_local().
std::string local_database_of(const std::string& database);

/// Whether two configured databases are the same. Either may be on the private server.
bool is_same_database(context& context, const std::string& left, const std::string& right);

/// Whether --confirm NAME may name the private server: by a database on it, or by an environment
/// with a database on it.
bool is_name_of_private_server(context& context, const std::string& name);

/// Creates the database that the settings name unless it exists. Several commands may do so at the
/// same time.
void create_missing_database(const sqldb::config& settings);

/// The same for the local_database() of the running server.
void create_local_database(context& context, const local::server& server);

/// Prints the server's state as the JSON document of `local start`, `stop` and `status`.
void print_server_json(context& context, const local::server& server);

} // namespace dunlin::commands
