// SPDX-License-Identifier: MIT
#include "actions/nodes.hpp"
#include "actions/reader.hpp"
#include "tree.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;
using kind = action_kind;

void read_insert(const json& node, std::string_view statement, action_list& actions) {
    action insert = whole_statement(kind::insert, statement);
    insert.object = relation_name(member(node, "relation"));
    insert.lists_columns = node.contains("cols");
    actions.push_back(std::move(insert));
}

void read_update(const json& node, std::string_view statement, action_list& actions) {
    action update = whole_statement(kind::update, statement);
    update.object = relation_name(member(node, "relation"));
    update.has_where = node.contains("whereClause") || node.contains("fromClause");
    actions.push_back(std::move(update));
}

void read_delete(const json& node, std::string_view statement, action_list& actions) {
    action remove = whole_statement(kind::remove, statement);
    remove.object = relation_name(member(node, "relation"));
    remove.has_where = node.contains("whereClause") || node.contains("usingClause");
    actions.push_back(std::move(remove));
}

void read_copy(const json& node, std::string_view statement, action_list& actions) {
    action copy = whole_statement(kind::copy, statement);
    copy.object = relation_name(member(node, "relation"));
    copy.from_program = flag(node, "is_program");
    copy.lists_columns = node.contains("attlist");
    copy.name = text_of(node, "filename");
    actions.push_back(std::move(copy));
}

void read_select(const json& node, std::string_view statement, action_list& actions) {
    action select = whole_statement(kind::select, statement);
    select.words = called_functions(node);
    actions.push_back(std::move(select));
}

void read_lock(const json& node, std::string_view statement, action_list& actions) {
    for (const json& relation : member(node, "relations")) {
        action lock = whole_statement(kind::lock_table, statement);
        lock.object = relation_name(member(relation, "RangeVar"));
        lock.words.push_back(std::to_string(member(node, "mode").get<int>()));
        actions.push_back(std::move(lock));
    }
}

void read_reindex(const json& node, std::string_view statement, action_list& actions) {
    action reindex = whole_statement(kind::reindex, statement);
    const std::string scope = text_of(node, "kind");
    reindex.type = scope == "REINDEX_OBJECT_INDEX"   ? object_type::index
                   : scope == "REINDEX_OBJECT_TABLE" ? object_type::table
                                                     : object_type::schema;
    reindex.object = relation_name(member(node, "relation"));
    if (reindex.type == object_type::schema) {
        reindex.object.name = text_of(node, "name");
    }
    reindex.concurrently = has_option(member(node, "params"), "concurrently");
    actions.push_back(std::move(reindex));
}

void read_cluster(const json& node, std::string_view statement, action_list& actions) {
    action cluster = whole_statement(kind::cluster, statement);
    cluster.object = relation_name(member(node, "relation"));
    actions.push_back(std::move(cluster));
}

void read_vacuum(const json& node, std::string_view statement, action_list& actions) {
    const kind type = flag(node, "is_vacuumcmd") ? kind::vacuum : kind::analyze;
    action vacuum = whole_statement(type, statement);
    vacuum.full = has_option(member(node, "options"), "full");
    const json& relations = member(node, "rels");
    for (const json& relation : relations) {
        vacuum.object = relation_name(member(member(relation, "VacuumRelation"), "relation"));
        actions.push_back(vacuum);
    }
    if (relations.empty()) {
        actions.push_back(std::move(vacuum));
    }
}

void read_refresh(const json& node, std::string_view statement, action_list& actions) {
    action refresh = whole_statement(kind::refresh, statement);
    refresh.type = object_type::materialized_view;
    refresh.object = relation_name(member(node, "relation"));
    refresh.concurrently = flag(node, "concurrent");
    actions.push_back(std::move(refresh));
}

void read_variable(const json& node, std::string_view statement, action_list& actions) {
    action variable = whole_statement(kind::set_variable, statement);
    variable.name = text_of(node, "name");
    const json& values = member(node, "args");
    if (!values.empty()) {
        variable.new_name = value_text(values[0]);
    }
    actions.push_back(std::move(variable));
}

void read_alter_system(const json& node, std::string_view statement, action_list& actions) {
    action setting = whole_statement(kind::alter_system, statement);
    setting.name = text_of(member(node, "setstmt"), "name");
    actions.push_back(std::move(setting));
}

void read_comment(const json&, std::string_view statement, action_list& actions) {
    actions.push_back(whole_statement(kind::comment, statement));
}

void read_do(const json&, std::string_view statement, action_list& actions) {
    actions.push_back(whole_statement(kind::call_block, statement));
}

constexpr std::array readers{
    statement_actions_reader{"InsertStmt", read_insert},
    statement_actions_reader{"UpdateStmt", read_update},
    statement_actions_reader{"DeleteStmt", read_delete},
    statement_actions_reader{"CopyStmt", read_copy},
    statement_actions_reader{"SelectStmt", read_select},
    statement_actions_reader{"LockStmt", read_lock},
    statement_actions_reader{"ReindexStmt", read_reindex},
    statement_actions_reader{"ClusterStmt", read_cluster},
    statement_actions_reader{"VacuumStmt", read_vacuum},
    statement_actions_reader{"RefreshMatViewStmt", read_refresh},
    statement_actions_reader{"VariableSetStmt", read_variable},
    statement_actions_reader{"AlterSystemStmt", read_alter_system},
    statement_actions_reader{"CommentStmt", read_comment},
    statement_actions_reader{"DoStmt", read_do},
};

} // namespace

std::span<const statement_actions_reader> row_readers() noexcept {
    return readers;
}

} // namespace dunlin::sqltext
