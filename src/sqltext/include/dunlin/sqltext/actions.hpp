// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/object_name.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqltext {

enum class action_kind {
    // Tables and their parts.
    create_table,
    create_table_as,
    add_column,
    drop_column,
    alter_column_type,
    set_not_null,
    drop_not_null,
    set_default,
    drop_default,
    set_column_statistics,
    add_identity,
    drop_identity,
    drop_expression,
    set_storage,
    add_constraint,
    validate_constraint,
    drop_constraint,
    attach_partition,
    detach_partition,
    set_logged,
    set_unlogged,
    set_tablespace,
    set_access_method,
    set_options, ///< storage parameters
    enable_trigger,
    disable_trigger,
    enable_row_security,
    disable_row_security,
    force_row_security,
    unforce_row_security,
    inherit,
    change_owner,
    replica_identity,
    truncate,
    lock_table,
    // Other objects.
    create_index,
    create_view,
    create_materialized_view,
    create_trigger,
    create_rule,
    create_policy,
    alter_policy,
    create_function,
    create_domain,
    create_enum,
    create_schema,
    create_extension,
    create_sequence,
    create_role,
    alter_role,
    add_enum_value,
    rename_enum_value,
    add_domain_constraint,
    set_domain_not_null,
    drop_domain_constraint,
    rename,
    set_schema,
    drop, ///< of any kind of object
    drop_owned,
    drop_database,
    comment,
    grant,
    grant_role,
    revoke,
    grant_by_default,
    // Maintenance and sessions.
    reindex,
    cluster,
    vacuum,
    analyze,
    refresh,
    set_variable,
    alter_system,
    // Rows.
    insert,
    update,
    remove, ///< DELETE
    copy,
    select,
    call_block, ///< DO
    other,
};

/// The kind of object that a drop, rename or set_schema names.
enum class object_type {
    table,
    index,
    view,
    materialized_view,
    sequence,
    schema,
    type,
    domain,
    function,
    trigger,
    rule,
    policy,
    extension,
    column,
    constraint,
    other,
};

/// A type as it is written.
struct type_use {
    object_name name; ///< "int4" for int and integer; of schema pg_catalog for the grammar's own
    std::vector<std::string> modifiers;
    bool is_array = false;
    bool has_collation = false;
    std::string text; ///< as written, with its collation

    /// Whether it is this type of pg_catalog, or one without a schema that is written so.
    [[nodiscard]] bool is(std::string_view type) const noexcept {
        return name.name == type && (!name.schema || *name.schema == "pg_catalog");
    }
};

enum class constraint_type {
    check,
    not_null,
    null,
    unique,
    primary_key,
    foreign_key,
    exclusion,
    default_value,
    identity,
    generated,
    other
};

struct constraint {
    constraint_type type = constraint_type::other;
    std::string name;                 ///< empty: the server chooses one
    std::vector<std::string> columns; ///< of a table constraint; the referencing ones
    std::vector<std::string> referenced_columns;
    std::optional<object_name> referenced; ///< the table of a foreign key
    std::string index;                     ///< of USING INDEX
    bool not_valid = false;
    bool cascades_delete = false;
    std::vector<std::string> functions; ///< that its expression calls, without schema
    /// Of a check `column IS NOT NULL`, alone or in a conjunction: the columns.
    std::vector<std::string> not_null_columns;
    std::string text; ///< as written
};

struct column_definition {
    std::string name;
    type_use type;
    std::vector<constraint> constraints;

    /// The first constraint of a type; null when there is none.
    [[nodiscard]] const constraint* find(constraint_type wanted) const noexcept;
};

/// One thing that a statement does. A statement that names several objects or that has several
/// subcommands does one for each.
struct action {
    action_kind kind = action_kind::other;
    object_type type = object_type::other;
    object_name object;    ///< the relation or other object; for an index its table
    std::size_t begin = 0; ///< its text in the statement, as byte offsets
    std::size_t end = 0;
    std::string name;     ///< of the column, constraint, index, trigger, role, variable
    std::string new_name; ///< of a rename, a label, a schema; the value of a variable
    std::optional<object_name> parent; ///< partition's table, or the other relation
    std::optional<column_definition> column;
    std::optional<sqltext::constraint> constraint;
    std::vector<column_definition> columns;       ///< of a new table
    std::vector<sqltext::constraint> constraints; ///< of a new table or domain
    std::vector<std::string> keys;                ///< columns of an index; "" for an expression
    std::vector<std::string> words; ///< options: "superuser", privileges, functions that are called
    bool is_unique = false;
    bool concurrently = false;
    bool if_exists = false;
    bool if_not_exists = false;
    bool or_replace = false;
    bool cascade = false;
    bool full = false;      ///< VACUUM FULL; ALL of privileges
    bool to_public = false; ///< of privileges; of a policy
    bool has_using = false; ///< of a type change
    bool has_where = false; ///< of UPDATE, DELETE, a partial index
    bool is_temporary = false;
    bool is_unlogged = false;
    bool is_partition = false; ///< PARTITION OF
    bool is_partitioned = false;
    bool is_default_bound = false;
    bool inherits = false;
    bool copies_definition = false; ///< CREATE TABLE (LIKE ...)
    bool security_definer = false;
    bool sets_search_path = false; ///< of a function
    bool with_grant_option = false;
    bool only = false;
    bool always_true = false;   ///< of a policy
    bool from_program = false;  ///< COPY ... PROGRAM
    bool lists_columns = false; ///< of INSERT
    bool selects_star = false;  ///< of a view
};

struct statement_actions {
    bool is_parsed = false; ///< false for one that the parser rejects, or that is too complex
    std::vector<action> actions;
};

/// Reads them from libpg_query's parse tree. A statement of more than some thousand tokens is not
/// parsed, because the parser recurses without a limit.
statement_actions describe_actions(std::string_view statement);

/// A name as SQL, quoted where it must be.
std::string quote_name(std::string_view name);
std::string quote_name(const object_name& name);

} // namespace dunlin::sqltext
