// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/testing/database.hpp>

#include <string>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::testing {

/// Creates a database as a copy of the template for these migrations and seeds, which is made
/// unless it exists. `maintenance` is a session on the server at `server`.
void create_from_template(sqldb::connection& maintenance, const std::string& server,
                          const database_options& options, const std::string& name);

} // namespace dunlin::testing
