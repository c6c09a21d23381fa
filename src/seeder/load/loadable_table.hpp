// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_shape.hpp"

#include <dunlin/seeder/load.hpp>

#include <vector>

namespace dunlin::seeder {

/// How the current role can load rows into a table.
struct loading_facts {
    bool row_security = false;      ///< policies apply to the role; COPY is not allowed
    bool can_select = false;        ///< of any column
    bool insert_rules = false;      ///< COPY would bypass them; ON CONFLICT is not allowed
    bool update_rules = false;      ///< ON CONFLICT is not allowed
    bool instead_of_insert = false; ///< a view with an INSTEAD OF trigger
    /// Foreign keys, deferrable constraints or AFTER ROW triggers: they may reject a row after COPY
    /// has read it, with an error that does not name its line.
    bool late_checks = false;
};

loading_facts read_loading_facts(sqldb::executor& db, const table_shape& table);

/// Whether COPY into the table is allowed and has the same effect as INSERT.
bool accepts_copy(const table_shape& table, const loading_facts& facts);

/// The first unique key that consists of these columns; null if there is none.
const key_shape* choose_key(const table_shape& table, const std::vector<std::size_t>& columns);

/// Whether the policy can be implemented with ON CONFLICT, which the server does not allow for
/// deferrable keys and tables with rules.
bool can_use_on_conflict(const table_shape& table, const loading_facts& facts,
                         conflict_policy policy, const key_shape* key);

/// Throws error(usage) if rows with these columns cannot be loaded under the policy.
void require_loadable(const table_shape& table, const loading_facts& facts, conflict_policy policy,
                      const std::vector<std::size_t>& columns);

/// Whether a list of column indexes contains an index.
bool contains(const std::vector<std::size_t>& columns, std::size_t column);

} // namespace dunlin::seeder
