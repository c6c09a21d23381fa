// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/object_name.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

/// The statements that run outside a transaction block (and two that need not, but are examined in
/// the same way) whose effect is looked up in the catalog after a crash.
enum class operation {
    create_index_concurrently,
    drop_index_concurrently,
    reindex_concurrently, ///< of an index or a table, schema, database
    reindex,              ///< REINDEX SCHEMA, DATABASE or SYSTEM that locks
    detach_partition_concurrently,
    refresh_concurrently, ///< REFRESH MATERIALIZED VIEW CONCURRENTLY
    vacuum,
    cluster, ///< CLUSTER without a table
    alter_system,
    alter_type_add_value,
    create_database,
    drop_database,
    create_tablespace,
    drop_tablespace,
    other,
};

/// The kind of object that a REINDEX names.
enum class reindex_scope { none, index, table, schema, database, system };

/// The objects that a statement works on.
struct target {
    operation kind = operation::other;
    /// The indexes, the partition, the view, the type, the database, the tablespace, the tables of
    /// a VACUUM (none: all), the object of a REINDEX (`name` is the name of a schema or database),
    /// or the setting of an ALTER SYSTEM (RESET ALL: none). Empty for a CREATE INDEX without a
    /// name.
    std::vector<object_name> objects;
    /// The table that an index is created on or a partition is detached from.
    std::optional<object_name> table;
    reindex_scope scope = reindex_scope::none;
    bool if_exists = false;
    bool if_not_exists = false;
    /// The new label of ALTER TYPE ... ADD VALUE.
    std::optional<std::string> enum_value;
};

/// Reads the target from libpg_query's parse tree. The operation is `other` for any other
/// statement, for one that the linked libpg_query cannot parse, and for one longer than 16 KiB.
target describe_target(std::string_view statement);

} // namespace dunlin::sqltext
