// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>

#include <string>
#include <vector>

namespace dunlin::commands {

/// The values for a query's named parameters: members of the JSON object in `file` (empty: none),
/// and "name=value" texts, which go before it. Of JSON a string is its characters, a number keeps
/// every digit, null is NULL, an array of plain values becomes a PostgreSQL array, and everything
/// nested is given as JSON text. Throws error(usage) for a malformed text and for a name that
/// stands twice. Values appear in no message.
sqldb::parameters read_parameters(const std::vector<std::string>& texts, const std::string& file);

} // namespace dunlin::commands
