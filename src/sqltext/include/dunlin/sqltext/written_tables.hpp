// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/object_name.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The tables that a statement puts rows into, as far as its text tells.
struct written_tables {
    /// Targets of INSERT, COPY FROM, MERGE and UPDATE, those in WITH too; each once, in the order
    /// in which the parse tree has them.
    std::vector<object_name> tables;
    /// For INSERT ... VALUES ... ON CONFLICT: the rows that it offers.
    std::optional<std::int64_t> rows_offered;
};

/// Reads them from libpg_query's parse tree. Nothing for a statement that the linked libpg_query
/// cannot parse. The length has no limit, since one INSERT may hold many rows; a statement with
/// thousands of nested expressions can overflow the stack.
written_tables find_written_tables(std::string_view statement);

} // namespace dunlin::sqltext
