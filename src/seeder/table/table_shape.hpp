// SPDX-License-Identifier: MIT
#pragma once

#include "table/table_name.hpp"

#include <dunlin/sqldb/executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::seeder {

/// A type; for a domain, the type below it.
struct type_shape {
    std::uint32_t oid = 0;
    std::string name;    ///< as in pg_type: "int4", "varchar"
    std::string printed; ///< for messages: "int4[]"
    char kind = 'b';     ///< pg_type.typtype: b base, e enum, r range, m multirange, c composite
    int modifier = -1;   ///< atttypmod, -1 for none
    std::vector<std::string> labels;           ///< of an enum, in order
    std::shared_ptr<const type_shape> element; ///< of an array, range or multirange
    bool is_array = false;
    struct attribute {
        std::string name;
        std::shared_ptr<const type_shape> type;
    };
    std::vector<attribute> attributes; ///< of a composite type, in order
    /// The checks of its domains, outermost first. They call the value VALUE.
    struct domain_check {
        std::string constraint;
        std::string expression;
    };
    std::vector<domain_check> checks;
    bool domain_not_null = false;
    std::string domain; ///< name of the outermost domain, or empty
};

/// Whether the type is json or jsonb.
bool is_json(const type_shape& type) noexcept;

struct column_shape {
    std::string name;
    int number = 0; ///< attnum
    type_shape type;
    bool not_null = false;
    bool identity = false;
    bool generated = false;    ///< GENERATED ALWAYS AS (...) STORED
    std::string default_value; ///< expression, or empty
};

/// A unique key or an exclusion constraint.
struct key_shape {
    std::string name;
    std::vector<std::size_t> columns; ///< indexes into table_shape::columns
    std::string expressions;          ///< of an index on expressions, as SQL, or empty
    bool primary = false;
    bool exclusion = false;
    bool partial = false;
    bool deferrable = false;
    bool nulls_equal = false;           ///< NULLS NOT DISTINCT
    std::vector<std::string> operators; ///< of equality by column, schema-qualified
};

struct check_shape {
    std::string name;
    std::string expression;
};

struct foreign_key_shape {
    std::string name;
    std::vector<std::size_t> columns; ///< indexes into table_shape::columns
    std::uint32_t parent_oid = 0;
    table_name parent;
    std::vector<std::string> parent_columns;
    bool deferrable = false;
    bool inherited = false; ///< of a partition: copied from its parent
};

/// A table as the catalog describes it.
struct table_shape {
    std::uint32_t oid = 0;
    table_name name; ///< always with its schema
    char kind = 'r'; ///< pg_class.relkind
    std::vector<column_shape> columns;
    std::vector<key_shape> keys; ///< the primary key first
    std::vector<check_shape> checks;
    std::vector<foreign_key_shape> foreign_keys;
    /// Of a partitioned table: the constraint of each leaf partition; empty if one accepts any row.
    std::vector<std::string> partition_rules;

    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view column) const;
};

/// Reads a table from the catalog. Throws error(undefined_table), with a suggestion, if it does not
/// exist, and error(usage) if it is not a table.
table_shape read_table(sqldb::executor& db, const table_name& table);

/// The same by OID.
table_shape read_table(sqldb::executor& db, std::uint32_t oid);

/// The OID of a table; nullopt if it does not exist.
std::optional<std::uint32_t> find_table(sqldb::executor& db, const table_name& table);

/// Quotes an identifier or a table name: `"schema"."name"`.
std::string quote_name(std::string_view identifier);
std::string quote_name(const table_name& table);

/// The quoted names of columns, separated by commas.
std::string quote_columns(const table_shape& table, const std::vector<std::size_t>& columns);

} // namespace dunlin::seeder
