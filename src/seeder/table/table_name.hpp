// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::seeder {

/// The name of a table. Without a schema the search path decides.
struct table_name {
    std::string schema;
    std::string name;
    bool operator==(const table_name&) const = default;
};

/// "schema.name" or "name" for messages. A part with a dot or a quote is quoted, so that
/// parse_table_name() reads the same name.
std::string to_string(const table_name& table);

/// Parses NAME or SCHEMA.NAME, each part as it is or in double quotes. Throws error(usage), with a
/// hint for names with more dots.
table_name parse_table_name(std::string_view text);

} // namespace dunlin::seeder
