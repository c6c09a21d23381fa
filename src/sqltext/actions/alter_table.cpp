// SPDX-License-Identifier: MIT
#include "actions/nodes.hpp"
#include "actions/reader.hpp"
#include "actions/subcommands.hpp"
#include "tree.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;
using kind = action_kind;

struct subcommand {
    std::string_view node;
    action_kind kind;
};

constexpr std::array subcommands{
    subcommand{"AT_AddColumn", kind::add_column},
    subcommand{"AT_DropColumn", kind::drop_column},
    subcommand{"AT_AlterColumnType", kind::alter_column_type},
    subcommand{"AT_SetNotNull", kind::set_not_null},
    subcommand{"AT_DropNotNull", kind::drop_not_null},
    subcommand{"AT_SetStatistics", kind::set_column_statistics},
    subcommand{"AT_AddIdentity", kind::add_identity},
    subcommand{"AT_DropIdentity", kind::drop_identity},
    subcommand{"AT_DropExpression", kind::drop_expression},
    subcommand{"AT_SetStorage", kind::set_storage},
    subcommand{"AT_AddConstraint", kind::add_constraint},
    subcommand{"AT_ValidateConstraint", kind::validate_constraint},
    subcommand{"AT_DropConstraint", kind::drop_constraint},
    subcommand{"AT_AttachPartition", kind::attach_partition},
    subcommand{"AT_DetachPartition", kind::detach_partition},
    subcommand{"AT_SetLogged", kind::set_logged},
    subcommand{"AT_SetUnLogged", kind::set_unlogged},
    subcommand{"AT_SetTableSpace", kind::set_tablespace},
    subcommand{"AT_SetAccessMethod", kind::set_access_method},
    subcommand{"AT_SetRelOptions", kind::set_options},
    subcommand{"AT_EnableTrig", kind::enable_trigger},
    subcommand{"AT_EnableTrigAll", kind::enable_trigger},
    subcommand{"AT_EnableTrigUser", kind::enable_trigger},
    subcommand{"AT_EnableAlwaysTrig", kind::enable_trigger},
    subcommand{"AT_DisableTrig", kind::disable_trigger},
    subcommand{"AT_DisableTrigAll", kind::disable_trigger},
    subcommand{"AT_DisableTrigUser", kind::disable_trigger},
    subcommand{"AT_EnableRowSecurity", kind::enable_row_security},
    subcommand{"AT_DisableRowSecurity", kind::disable_row_security},
    subcommand{"AT_ForceRowSecurity", kind::force_row_security},
    subcommand{"AT_NoForceRowSecurity", kind::unforce_row_security},
    subcommand{"AT_AddInherit", kind::inherit},
    subcommand{"AT_ChangeOwner", kind::change_owner},
    subcommand{"AT_ReplicaIdentity", kind::replica_identity},
};

action_kind kind_of(const json& command) {
    const std::string name = text_of(command, "subtype");
    if (name == "AT_ColumnDefault") {
        return command.contains("def") ? kind::set_default : kind::drop_default;
    }
    for (const auto& candidate : subcommands) {
        if (candidate.node == name) {
            return candidate.kind;
        }
    }
    return kind::other;
}

void read_definition(const json& definition, const text_range& range, action& result) {
    if (definition.contains("ColumnDef")) {
        result.column = read_column(definition["ColumnDef"], range);
        if (result.kind == kind::add_column) {
            result.name = result.column->name;
        } else {
            result.has_using = definition["ColumnDef"].contains("raw_default");
        }
    } else if (definition.contains("Constraint")) {
        result.constraint = read_constraint(definition["Constraint"], range);
        result.name = result.kind == kind::add_constraint ? result.constraint->name : result.name;
    } else if (definition.contains("PartitionCmd")) {
        const json& partition = definition["PartitionCmd"];
        result.parent = relation_name(member(partition, "name"));
        result.concurrently = flag(partition, "concurrent");
        result.is_default_bound = flag(member(partition, "bound"), "is_default");
    } else if (definition.contains("RangeVar")) {
        result.parent = relation_name(definition["RangeVar"]);
    } else if (result.kind == kind::set_default) {
        result.words = called_functions(definition);
    }
}

void read_alter_table(const json& node, std::string_view statement, action_list& actions) {
    const auto ranges = split_subcommands(statement);
    const json& commands = member(node, "cmds");
    const object_type type = object_type_of(text_of(node, "objtype"));
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const json& command = member(commands[i], "AlterTableCmd");
        const text_range range = ranges.size() == commands.size()
                                     ? ranges[i]
                                     : text_range{statement, 0, statement.size()};
        action result = whole_statement(kind_of(command), statement);
        result.begin = range.begin;
        result.end = range.end;
        result.type = type;
        result.object = relation_name(member(node, "relation"));
        result.only = !flag(member(node, "relation"), "inh");
        result.name = text_of(command, "name");
        result.if_exists = flag(command, "missing_ok");
        result.if_not_exists = result.if_exists;
        result.cascade = cascades(command);
        read_definition(member(command, "def"), range, result);
        actions.push_back(std::move(result));
    }
}

void read_alter_domain(const json& node, std::string_view statement, action_list& actions) {
    const std::string subtype = text_of(node, "subtype");
    action result = whole_statement(kind::other, statement);
    if (subtype == "C") {
        result.kind = kind::add_domain_constraint;
        result.constraint = read_constraint(member(member(node, "def"), "Constraint"),
                                            {statement, 0, statement.size()});
    } else if (subtype == "O") {
        result.kind = kind::set_domain_not_null;
    } else if (subtype == "X") {
        result.kind = kind::drop_domain_constraint;
    }
    result.object = listed_name(member(node, "typeName"));
    result.name = text_of(node, "name");
    actions.push_back(std::move(result));
}

void read_alter_enum(const json& node, std::string_view statement, action_list& actions) {
    const bool renames = node.contains("oldVal");
    action result =
        whole_statement(renames ? kind::rename_enum_value : kind::add_enum_value, statement);
    result.object = listed_name(member(node, "typeName"));
    result.name = text_of(node, renames ? "oldVal" : "newVal");
    result.new_name = text_of(node, "newVal");
    actions.push_back(std::move(result));
}

void read_rename(const json& node, std::string_view statement, action_list& actions) {
    action result = whole_statement(kind::rename, statement);
    result.type = object_type_of(text_of(node, "renameType"));
    if (node.contains("relation")) {
        result.object = relation_name(node["relation"]);
    } else if (member(node, "object").contains("List")) {
        result.object = listed_name(member(node["object"]["List"], "items"));
    }
    result.name = text_of(node, "subname");
    result.new_name = text_of(node, "newname");
    actions.push_back(std::move(result));
}

void read_set_schema(const json& node, std::string_view statement, action_list& actions) {
    action result = whole_statement(kind::set_schema, statement);
    result.type = object_type_of(text_of(node, "objectType"));
    result.object = relation_name(member(node, "relation"));
    result.new_name = text_of(node, "newschema");
    actions.push_back(std::move(result));
}

constexpr std::array readers{
    statement_actions_reader{"AlterTableStmt", read_alter_table},
    statement_actions_reader{"AlterDomainStmt", read_alter_domain},
    statement_actions_reader{"AlterEnumStmt", read_alter_enum},
    statement_actions_reader{"RenameStmt", read_rename},
    statement_actions_reader{"AlterObjectSchemaStmt", read_set_schema},
};

} // namespace

std::span<const statement_actions_reader> alter_table_readers() noexcept {
    return readers;
}

} // namespace dunlin::sqltext
