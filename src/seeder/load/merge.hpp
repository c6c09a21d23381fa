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

/// Moves rows from a staging table into the target table.
class merger {
public:
    /// The arguments must outlive the merger.
    merger(sqldb::transaction& transaction, const table_shape& table, const loading_facts& facts,
           staging& stage, conflict_policy policy)
        : transaction_(transaction), table_(table), facts_(facts), stage_(stage), policy_(policy) {}

    /// Inserts the rows and applies the policy to existing ones. Returns the numbers of inserted
    /// and updated rows. Throws sql_error if the server rejects a row; the caller must have a
    /// savepoint.
    row_counts move(const staged_rows& rows);

    /// The lines of the first rows that repeat the key of an earlier line.
    std::vector<std::int64_t> repeated_keys(const staged_rows& rows, const key_shape& key,
                                            std::size_t limit);
    /// The lines of the first rows whose key several rows of the table share.
    std::vector<std::int64_t> shared_keys(const staged_rows& rows, const key_shape& key,
                                          std::size_t limit);

private:
    row_counts insert_or_update(const staged_rows& rows, const key_shape& key);
    row_counts update_then_insert(const staged_rows& rows, const key_shape& key);
    row_counts insert_new(const staged_rows& rows);
    std::int64_t insert_without_conflicts(const staged_rows& rows);
    [[nodiscard]] std::string insert_sql(const staged_rows& rows, std::string_view clause) const;
    [[nodiscard]] std::string update_clause(const staged_rows& rows, const key_shape& key) const;
    /// The condition that the keys of `staged` and `other` are equal.
    [[nodiscard]] std::string same_key(const key_shape& key, std::string_view other) const;
    void delete_staged(const staged_rows& rows, const key_shape& key);
    void check_keys_immediately();
    std::int64_t count_updates();

    sqldb::transaction& transaction_;
    const table_shape& table_;
    const loading_facts& facts_;
    staging& stage_;
    conflict_policy policy_;
};

} // namespace dunlin::seeder
