// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
class executor;
}

namespace dunlin::commands {

/// The user tables of a database, without the ledger's, as they would be typed: with the schema
/// only where the search path does not find them.
std::vector<std::string> table_names(sqldb::executor& db, std::string_view ledger_schema);

/// The user tables, views, sequences and functions of a database in the same way.
std::vector<std::string> object_names(sqldb::executor& db, std::string_view ledger_schema);

} // namespace dunlin::commands
