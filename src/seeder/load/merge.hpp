// SPDX-License-Identifier: MIT
#pragma once

#include "load/loadable_table.hpp"
#include "load/staging.hpp"

#include <dunlin/seeder/load.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// Moves rows from a staging table into the real one.
class merger {
public:
    /// All must outlive it.
    merger(sqldb::transaction& open, const table_shape& table, const loading_facts& facts,
           staging& stage, conflict_policy policy)
        : open_(open), table_(table), facts_(facts), stage_(stage), policy_(policy) {}

    /// Inserts the rows, or what the policy wants for those whose key is there. Returns the rows
    /// that were inserted and updated. Throws sql_error when one is refused; the caller has a
    /// savepoint.
    row_counts move(const staged_rows& rows);

    /// The lines of rows whose key stands in a line before, first ones first.
    std::vector<std::int64_t> repeated_keys(const staged_rows& rows, const key_shape& key,
                                            std::size_t limit);
    /// The lines of rows whose key more than one row of the table has.
    std::vector<std::int64_t> shared_keys(const staged_rows& rows, const key_shape& key,
                                          std::size_t limit);

private:
    row_counts insert_or_update(const staged_rows& rows, const key_shape& key);
    row_counts update_then_insert(const staged_rows& rows, const key_shape& key);
    row_counts insert_new(const staged_rows& rows);
    std::int64_t insert_unless_there(const staged_rows& rows);
    [[nodiscard]] std::string insert_sql(const staged_rows& rows, std::string_view clause) const;
    [[nodiscard]] std::string update_clause(const staged_rows& rows, const key_shape& key) const;
    /// The condition that `staged` has the key of `other`.
    [[nodiscard]] std::string same_key(const key_shape& key, std::string_view other) const;
    void delete_staged(const staged_rows& rows, const key_shape& key);
    void check_keys_at_once();
    std::int64_t updates_so_far();

    sqldb::transaction& open_;
    const table_shape& table_;
    const loading_facts& facts_;
    staging& stage_;
    conflict_policy policy_;
};

} // namespace dunlin::seeder
