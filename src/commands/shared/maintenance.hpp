// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <string>

namespace dunlin::commands {

/// A session with the database `postgres` (or `template1`, where that was dropped) of the server
/// that the settings name, for work on databases as a whole.
sqldb::connection connect_for_maintenance(sqldb::config settings);

bool database_exists(sqldb::executor& server, const std::string& name);

} // namespace dunlin::commands
