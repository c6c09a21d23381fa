// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
class executor;
}

namespace dunlin::commands {

/// The tables of a database that hold people's rows, as they would be typed: with their schema
/// where the search path does not find them. Without the server's own and those of the ledger.
std::vector<std::string> table_names(sqldb::executor& db, std::string_view ledger_schema);

} // namespace dunlin::commands
