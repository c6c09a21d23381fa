// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::seeder {

/// A table as SQL names it; an empty schema leaves it to the search path.
struct table_name {
    std::string schema;
    std::string name;
    bool operator==(const table_name&) const = default;
};

/// "schema.name" or "name", for people.
std::string to_string(const table_name& table);

/// What a statement does to tables, as far as its text tells.
struct statement_effect {
    std::vector<table_name> filled; ///< targets of INSERT, COPY FROM, MERGE and UPDATE
    /// For INSERT ... VALUES ... ON CONFLICT: the rows that it offers.
    std::optional<std::int64_t> rows_offered;
};

/// Looks at one statement with PostgreSQL's parser; text that it cannot read has no known effect.
statement_effect look_at(std::string_view statement);

} // namespace dunlin::seeder
