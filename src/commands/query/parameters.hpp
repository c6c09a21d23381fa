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
    /// Strings, arrays and objects of the JSON file, whose text depends on the type of the
    /// parameter. Until fit_to_types() `texts` has them as for a parameter of type text.
    std::map<std::string, std::string, std::less<>> json;
};

/// Reads the members of the JSON object in `file` (empty: none), and "name=value" texts, which
/// override them. Throws error(usage) for malformed text and for a duplicate name. No message
/// contains a value.
query_values read_parameters(const std::vector<std::string>& texts, const std::string& file);

/// Those of the values whose names are in `sql`.
query_values values_in(std::string_view sql, const query_values& values);

/// Converts JSON values to text for the types of their parameters, see sqldb::text_of_json().
/// Queries the server only when there are such values.
void fit_to_types(query_values& values, std::string_view sql, sqldb::connection& db);

} // namespace dunlin::commands
