// SPDX-License-Identifier: MIT
#include "actions/nodes.hpp"
#include "actions/reader.hpp"
#include "tree.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;
using kind = action_kind;

void read_elements(const json& node, std::string_view statement, action& table) {
    // The text of an element ends somewhere before the next one; nobody needs it.
    const text_range nowhere{statement, 0, 0};
    for (const json& element : member(node, "tableElts")) {
        if (element.contains("ColumnDef")) {
            table.columns.push_back(read_column(element["ColumnDef"], nowhere));
        } else if (element.contains("Constraint")) {
            table.constraints.push_back(read_constraint(element["Constraint"], nowhere));
        } else if (element.contains("TableLikeClause")) {
            table.copies_definition = true;
        }
    }
}

void read_table(const json& node, std::string_view statement, action_list& actions) {
    action table = whole_statement(kind::create_table, statement);
    const json& relation = member(node, "relation");
    table.type = object_type::table;
    table.object = relation_name(relation);
    table.is_temporary = text_of(relation, "relpersistence") == "t";
    table.is_unlogged = text_of(relation, "relpersistence") == "u";
    table.if_not_exists = flag(node, "if_not_exists");
    table.is_partition = node.contains("partbound");
    table.is_partitioned = node.contains("partspec");
    const json& parents = member(node, "inhRelations");
    if (!parents.empty()) {
        table.parent = relation_name(member(parents[0], "RangeVar"));
        table.inherits = !table.is_partition;
    }
    read_elements(node, statement, table);
    actions.push_back(std::move(table));
}

void read_table_as(const json& node, std::string_view statement, action_list& actions) {
    const bool is_view = text_of(node, "objtype") == "OBJECT_MATVIEW";
    action table = whole_statement(is_view ? kind::create_materialized_view : kind::create_table_as,
                                   statement);
    const json& relation = member(member(node, "into"), "rel");
    table.type = is_view ? object_type::materialized_view : object_type::table;
    table.object = relation_name(relation);
    table.is_temporary = text_of(relation, "relpersistence") == "t";
    table.if_not_exists = flag(node, "if_not_exists");
    actions.push_back(std::move(table));
}

void read_index(const json& node, std::string_view statement, action_list& actions) {
    action index = whole_statement(kind::create_index, statement);
    index.type = object_type::index;
    index.object = relation_name(member(node, "relation"));
    index.only = !flag(member(node, "relation"), "inh");
    index.name = text_of(node, "idxname");
    index.is_unique = flag(node, "unique");
    index.concurrently = flag(node, "concurrent");
    index.if_not_exists = flag(node, "if_not_exists");
    index.has_where = node.contains("whereClause");
    index.words.push_back(text_of(node, "accessMethod"));
    for (const json& key : member(node, "indexParams")) {
        index.keys.push_back(text_of(member(key, "IndexElem"), "name"));
    }
    actions.push_back(std::move(index));
}

bool selects_star(const json& query) {
    for (const json& target : member(member(query, "SelectStmt"), "targetList")) {
        const json& value = member(member(target, "ResTarget"), "val");
        for (const json& field : member(member(value, "ColumnRef"), "fields")) {
            if (field.contains("A_Star")) {
                return true;
            }
        }
    }
    return false;
}

void read_view(const json& node, std::string_view statement, action_list& actions) {
    action view = whole_statement(kind::create_view, statement);
    view.type = object_type::view;
    view.object = relation_name(member(node, "view"));
    view.or_replace = flag(node, "replace");
    view.selects_star = selects_star(member(node, "query"));
    view.is_temporary = text_of(member(node, "view"), "relpersistence") == "t";
    actions.push_back(std::move(view));
}

void read_trigger(const json& node, std::string_view statement, action_list& actions) {
    action trigger = whole_statement(kind::create_trigger, statement);
    trigger.type = object_type::trigger;
    trigger.object = relation_name(member(node, "relation"));
    trigger.name = text_of(node, "trigname");
    actions.push_back(std::move(trigger));
}

void read_rule(const json& node, std::string_view statement, action_list& actions) {
    action rule = whole_statement(kind::create_rule, statement);
    rule.object = relation_name(member(node, "relation"));
    rule.name = text_of(node, "rulename");
    actions.push_back(std::move(rule));
}

void read_policy(const json& node, std::string_view statement, action_list& actions) {
    const bool is_new = node.contains("permissive") || node.contains("cmd_name");
    action policy = whole_statement(is_new ? kind::create_policy : kind::alter_policy, statement);
    policy.object = relation_name(member(node, "table"));
    policy.name = text_of(node, "policy_name");
    const json& condition = member(member(node, "qual"), "A_Const");
    policy.always_true = flag(node, "permissive") && value_text(condition) == "true";
    for (const json& role : member(node, "roles")) {
        policy.to_public =
            policy.to_public || text_of(member(role, "RoleSpec"), "roletype") == "ROLESPEC_PUBLIC";
    }
    actions.push_back(std::move(policy));
}

void read_function(const json& node, std::string_view statement, action_list& actions) {
    action function = whole_statement(kind::create_function, statement);
    function.type = object_type::function;
    function.object = listed_name(member(node, "funcname"));
    function.or_replace = flag(node, "replace");
    for (const json& item : member(node, "options")) {
        const json& option = member(item, "DefElem");
        const std::string name = text_of(option, "defname");
        if (name == "language") {
            function.new_name = value_text(member(option, "arg"));
        } else if (name == "security") {
            function.security_definer = value_text(member(option, "arg")) == "true";
        } else if (name == "set") {
            const json& setting = member(member(option, "arg"), "VariableSetStmt");
            function.sets_search_path =
                function.sets_search_path || text_of(setting, "name") == "search_path";
        }
    }
    actions.push_back(std::move(function));
}

void read_domain(const json& node, std::string_view statement, action_list& actions) {
    action domain = whole_statement(kind::create_domain, statement);
    domain.object = listed_name(member(node, "domainname"));
    for (const json& item : member(node, "constraints")) {
        domain.constraints.push_back(
            read_constraint(member(item, "Constraint"), {statement, 0, 0}));
    }
    actions.push_back(std::move(domain));
}

void read_enum(const json& node, std::string_view statement, action_list& actions) {
    action type = whole_statement(kind::create_enum, statement);
    type.object = listed_name(member(node, "typeName"));
    actions.push_back(std::move(type));
}

void read_schema(const json& node, std::string_view statement, action_list& actions) {
    action schema = whole_statement(kind::create_schema, statement);
    schema.object.name = text_of(node, "schemaname");
    actions.push_back(std::move(schema));
}

void read_extension(const json& node, std::string_view statement, action_list& actions) {
    action extension = whole_statement(kind::create_extension, statement);
    extension.name = text_of(node, "extname");
    extension.if_not_exists = flag(node, "if_not_exists");
    actions.push_back(std::move(extension));
}

void read_sequence(const json& node, std::string_view statement, action_list& actions) {
    action sequence = whole_statement(kind::create_sequence, statement);
    sequence.type = object_type::sequence;
    sequence.object = relation_name(member(node, "sequence"));
    actions.push_back(std::move(sequence));
}

constexpr std::array readers{
    statement_actions_reader{"CreateStmt", read_table},
    statement_actions_reader{"CreateTableAsStmt", read_table_as},
    statement_actions_reader{"IndexStmt", read_index},
    statement_actions_reader{"ViewStmt", read_view},
    statement_actions_reader{"CreateTrigStmt", read_trigger},
    statement_actions_reader{"RuleStmt", read_rule},
    statement_actions_reader{"CreatePolicyStmt", read_policy},
    statement_actions_reader{"AlterPolicyStmt", read_policy},
    statement_actions_reader{"CreateFunctionStmt", read_function},
    statement_actions_reader{"CreateDomainStmt", read_domain},
    statement_actions_reader{"CreateEnumStmt", read_enum},
    statement_actions_reader{"CreateSchemaStmt", read_schema},
    statement_actions_reader{"CreateExtensionStmt", read_extension},
    statement_actions_reader{"CreateSeqStmt", read_sequence},
};

} // namespace

std::span<const statement_actions_reader> create_readers() noexcept {
    return readers;
}

} // namespace dunlin::sqltext
