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
    left,    ///< not written: identity, generated, or its default serves
    null,    ///< always NULL
    values,  ///< its own generator
    foreign, ///< a foreign key
};

struct column_plan {
    column_source source = column_source::left;
    value_rule rule;
    std::unique_ptr<value_generator> values;
    ordinal_values* counted = nullptr; ///< `values`, when they are counted
    bool distinct = false;             ///< each row has another value
    bool combined = false;             ///< the combination of a key chooses the value
    bool nullable = false;
    std::string what; ///< for people
    /// Relations to columns that are made before this one.
    std::vector<column_relation> relations;
};

struct foreign_key_plan {
    const foreign_key_shape* key = nullptr;
    bool self = false;     ///< the parent is the table itself
    bool distinct = false; ///< each parent is used once
    bool combined = false; ///< the combination of a key chooses the parent
    bool nullable = false; ///< all of its columns may be NULL
};

/// A unique key whose columns have few values each: all combinations are counted through.
struct combination_plan {
    std::string key;
    std::vector<std::size_t> columns;      ///< with their own values
    std::vector<std::size_t> foreign_keys; ///< indexes into table_plan::foreign_keys
    std::vector<std::size_t> all_columns;  ///< of the key
};

/// How the rows of a table are made. The shape must outlive it.
struct table_plan {
    const table_shape* table = nullptr;
    std::vector<column_plan> columns; ///< as table_shape::columns
    std::vector<foreign_key_plan> foreign_keys;
    std::vector<combination_plan> combinations;
    std::vector<std::vector<std::size_t>> watched_keys; ///< only a look at all rows keeps them
    bool disjoint_ranges = false;
};

/// Makes the plan from the catalog alone. Throws error(failed) naming the constraint that cannot be
/// satisfied, and why.
table_plan plan_table(const table_shape& table, std::uint64_t rows);

} // namespace dunlin::seeder
