// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/parameters.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::commands {

/// The values for a query's named parameters.
struct query_values {
    sqldb::parameters texts;
    /// JSON strings, arrays and objects of the file, whose texts depend on their parameters' types;
    /// `texts` holds them as text takes them until fit_to_types().
    std::map<std::string, std::string, std::less<>> json;
};

/// Reads the members of the JSON object in `file` (empty: none) and "name=value" texts, which
/// override them. Throws error(usage) for a malformed text and for a name that stands twice. Values
/// appear in no message.
query_values read_parameters(const std::vector<std::string>& texts, const std::string& file);

/// Gives JSON values the texts that the types of their parameters need, see sqldb::text_of_json.
/// Asks the server only when there are such values.
void fit_to_types(query_values& values, std::string_view sql, sqldb::connection& db);

} // namespace dunlin::commands
