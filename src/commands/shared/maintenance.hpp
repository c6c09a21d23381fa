// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <string>

namespace dunlin::commands {

/// Connects to the database `postgres`, or `template1` where that was dropped, on the server that
/// the settings name: for commands that create or drop databases.
sqldb::connection connect_for_maintenance(sqldb::config settings);

bool database_exists(sqldb::executor& server, const std::string& name);

} // namespace dunlin::commands
