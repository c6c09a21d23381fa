// SPDX-License-Identifier: MIT
#pragma once

#include "table_shape.hpp"

#include <dunlin/seeder/load.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// A temporary table that takes rows before they meet the keys of the real one. Its CHECK, NOT NULL
/// and types are the real table's, so that COPY finds bad rows with their lines.
class staging {
public:
    staging(sqldb::transaction& open, const table_shape& table);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// Moves all rows, of which COPY filled the columns, into the real table; the number of rows
    /// that were left out. Throws error(usage) when `update` finds no key among the columns.
    std::int64_t merge(const std::vector<std::size_t>& columns, conflict_policy policy);

    /// Takes the table away.
    void drop();

private:
    [[nodiscard]] std::string conflict_clause(const std::vector<std::size_t>& columns,
                                              conflict_policy policy) const;

    sqldb::transaction& open_;
    const table_shape& table_;
    std::string name_;
};

} // namespace dunlin::seeder
