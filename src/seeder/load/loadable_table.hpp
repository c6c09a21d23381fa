// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <dunlin/seeder/load.hpp>

#include <vector>

namespace dunlin::seeder {

/// How rows can get into a table, for the current role.
struct loading_facts {
    bool row_security = false;      ///< policies hold for this role, and COPY is refused
    bool can_select = false;        ///< any column
    bool insert_rules = false;      ///< COPY passes over rules, ON CONFLICT is refused
    bool update_rules = false;      ///< ON CONFLICT is refused
    bool instead_of_insert = false; ///< a view whose trigger takes the rows
    /// Foreign keys, deferrable constraints or AFTER ROW triggers: a row may be refused when COPY
    /// has passed it, in an error that does not name its line.
    bool late_checks = false;
};

loading_facts read_loading_facts(sqldb::executor& db, const table_shape& table);

/// Whether COPY can fill the table itself, and does all that an INSERT does.
bool accepts_copy(const table_shape& table, const loading_facts& facts);

/// The unique key by which a row with these columns finds its row in the table; null when there is
/// none.
const key_shape* choose_key(const table_shape& table, const std::vector<std::size_t>& columns);

/// Whether ON CONFLICT can follow the policy for rows with these columns. The server refuses it for
/// deferrable keys and tables with rules.
bool can_use_on_conflict(const table_shape& table, const loading_facts& facts,
                         conflict_policy policy, const key_shape* key);

/// Throws error(usage) with the reason when rows with these columns cannot be loaded under the
/// policy.
void require_loadable(const table_shape& table, const loading_facts& facts, conflict_policy policy,
                      const std::vector<std::size_t>& columns);

/// Whether the list holds the index of a column.
bool holds(const std::vector<std::size_t>& columns, std::size_t wanted);

} // namespace dunlin::seeder
