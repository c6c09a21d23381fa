// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::seeder {

/// A table as SQL names it; an empty schema leaves it to the search path.
struct table_name {
    std::string schema;
    std::string name;
    bool operator==(const table_name&) const = default;
};

/// "schema.name" or "name", for people. A part that holds a dot or a quote stands in quotes, so
/// that parse_table_name() reads it again.
std::string to_string(const table_name& table);

/// Reads NAME or SCHEMA.NAME, each as it stands or in double quotes. Throws error(usage) that tells
/// how to write a name with more dots.
table_name parse_table_name(std::string_view text);

} // namespace dunlin::seeder
