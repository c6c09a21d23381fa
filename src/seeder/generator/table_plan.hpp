// SPDX-License-Identifier: MIT
#pragma once

#include "generator/check_reader.hpp"
#include "generator/value_generator.hpp"
#include "generator/value_rule.hpp"
#include "table/table_shape.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace dunlin::seeder {

class ordinal_values;

/// Where the values of a column come from.
enum class column_source {
    server,      ///< not written: identity, generated or default
    null,        ///< always NULL
    generator,   ///< its own generator
    foreign_key, ///< the parents of a foreign key
};

struct column_plan {
    column_source source = column_source::server;
    value_rule rule;
    std::unique_ptr<value_generator> generator;
    ordinal_values* ordinals = nullptr; ///< `generator` if the type is ordinal, or null
    bool distinct = false;              ///< each row has a different value
    bool combined = false;              ///< a combination determines the value
    bool nullable = false;
    std::string description; ///< for plans
    /// Relations to columns that are generated before this one.
    std::vector<column_relation> relations;
};

struct foreign_key_plan {
    const foreign_key_shape* key = nullptr;
    bool self_reference = false; ///< to the table itself
    bool distinct = false;       ///< each parent is used once
    bool combined = false;       ///< a combination determines the parent
    bool nullable = false;       ///< all columns can be NULL
};

/// A unique key whose columns have few values: their combinations are enumerated.
struct combination_plan {
    std::string key;                       ///< name
    std::vector<std::size_t> columns;      ///< with generators
    std::vector<std::size_t> foreign_keys; ///< indexes into table_plan::foreign_keys
    std::vector<std::size_t> all_columns;  ///< of the key
};

/// How the rows of a table are generated. The shape must outlive the plan.
struct table_plan {
    const table_shape* table = nullptr;
    std::vector<column_plan> columns; ///< as table_shape::columns
    std::vector<foreign_key_plan> foreign_keys;
    std::vector<combination_plan> combinations;
    std::vector<std::vector<std::size_t>>
        watched_keys; ///< unique keys that are checked for every row
};

/// Plans the rows of a table. Throws error(failed) that names a constraint that cannot be
/// satisfied, and the reason.
table_plan plan_table(const table_shape& table, std::uint64_t rows);

} // namespace dunlin::seeder
