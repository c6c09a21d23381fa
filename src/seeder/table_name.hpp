// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace dunlin::seeder {

/// A table as SQL names it; an empty schema leaves it to the search path.
struct table_name {
    std::string schema;
    std::string name;
    bool operator==(const table_name&) const = default;
};

/// "schema.name" or "name", for people.
std::string to_string(const table_name& table);

} // namespace dunlin::seeder
