// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/server.hpp>
#include <dunlin/sqldb/config.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

class context;

/// The private server of the project that the command stands in.
local::server project_server(context& context);

/// What ends a command's wait for a private server: signals, and --timeout from now on.
local::wait_limits local_limits(const context& context);

/// Whether a configured database is `local` or `local:NAME`.
bool is_local(std::string_view database) noexcept;

/// Whether it is a server that nobody else uses: that one, or `ephemeral`.
bool is_private(std::string_view database) noexcept;

/// The database of the private server that the command means: NAME of `local:NAME`, else the
/// default one.
std::string local_database(context& context);

/// The same of a configured database that is_local().
std::string local_database_of(const std::string& database);

/// Whether two configured databases are one, the private server's among them.
bool is_one_database(context& context, const std::string& left, const std::string& right);

/// Whether a name that --confirm gives is the private server's: an environment's whose database is
/// there, or a database's.
bool is_name_of_private_server(context& context, const std::string& name);

/// Makes the database of a private server that the settings name when it is missing. Safe when
/// several commands do it at once.
void make_missing_database(const sqldb::config& settings);

/// The same for local_database() of the running server.
void make_local_database(context& context, const local::server& server);

/// Prints the server's state as the JSON document of `local start`, `stop` and `status`.
void print_local_json(context& context, const local::server& server);

} // namespace dunlin::commands
