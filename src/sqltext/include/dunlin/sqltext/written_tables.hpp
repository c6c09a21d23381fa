// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/object_name.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The tables that a statement writes rows to, as far as its text shows.
struct written_tables {
    /// Targets of INSERT, COPY FROM, MERGE and UPDATE, also in WITH; each once, in the order of the
    /// parse tree.
    std::vector<object_name> tables;
    /// For INSERT ... VALUES ... ON CONFLICT: the number of rows in VALUES.
    std::optional<std::int64_t> rows_offered;
};

/// Reads them from libpg_query's parse tree; none for a statement that the linked libpg_query
/// cannot parse. The length is not limited, because one INSERT may have many rows; a statement with
/// thousands of nested expressions can overflow the stack.
written_tables find_written_tables(std::string_view statement);

} // namespace dunlin::sqltext
