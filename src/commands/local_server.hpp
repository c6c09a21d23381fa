// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/server.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

class context;

/// The private server of the project that the command stands in.
local::server project_server(context& world);

/// The database of the private server that the command means: NAME of `local:NAME`, else the
/// default one.
std::string local_database(context& world);

/// Makes a database of a private server when it is missing. `maintenance_url` is that of
/// local::maintenance_database. Safe when several commands do it at once.
void make_missing_database(context& world, const std::string& maintenance_url,
                           const std::string& name);

/// Prints the server's state as the JSON document of `local start`, `stop` and `status`.
void print_local_json(context& world, const local::server& server);

} // namespace dunlin::commands
