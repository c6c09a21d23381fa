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

/// The name in an element of a DROP's list, whose form depends on the kind of object.
object_name dropped_name(const json& object) {
    if (object.contains("List")) {
        return listed_name(member(object["List"], "items"));
    }
    if (object.contains("TypeName")) {
        return listed_name(member(object["TypeName"], "names"));
    }
    if (object.contains("ObjectWithArgs")) {
        return listed_name(member(object["ObjectWithArgs"], "objname"));
    }
    return {std::nullopt, text_of(member(object, "String"), "sval")};
}

bool is_part_of_a_table(object_type type) {
    return type == object_type::trigger || type == object_type::rule || type == object_type::policy;
}

/// "schema.table.trigger": the table is the object, the last part the name.
void read_part_of_a_table(const json& object, action& drop) {
    json path = member(member(object, "List"), "items");
    if (path.empty()) {
        return;
    }
    drop.name = text_of(member(path.back(), "String"), "sval");
    path.erase(path.size() - 1);
    drop.object = listed_name(path);
}

void read_drop(const json& node, std::string_view statement, action_list& actions) {
    for (const json& object : member(node, "objects")) {
        action drop = whole_statement(kind::drop, statement);
        drop.type = object_type_of(text_of(node, "removeType"));
        drop.object = dropped_name(object);
        if (is_part_of_a_table(drop.type)) {
            read_part_of_a_table(object, drop);
        }
        drop.cascade = cascades(node);
        drop.if_exists = flag(node, "missing_ok");
        drop.concurrently = flag(node, "concurrent");
        actions.push_back(std::move(drop));
    }
}

void read_drop_owned(const json& node, std::string_view statement, action_list& actions) {
    action drop = whole_statement(kind::drop_owned, statement);
    drop.cascade = cascades(node);
    for (const json& role : member(node, "roles")) {
        drop.words.push_back(text_of(member(role, "RoleSpec"), "rolename"));
    }
    actions.push_back(std::move(drop));
}

void read_drop_database(const json& node, std::string_view statement, action_list& actions) {
    action drop = whole_statement(kind::drop_database, statement);
    drop.object.name = text_of(node, "dbname");
    actions.push_back(std::move(drop));
}

void read_truncate(const json& node, std::string_view statement, action_list& actions) {
    for (const json& relation : member(node, "relations")) {
        action truncate = whole_statement(kind::truncate, statement);
        truncate.object = relation_name(member(relation, "RangeVar"));
        truncate.cascade = cascades(node);
        actions.push_back(std::move(truncate));
    }
}

constexpr std::array readers{
    statement_actions_reader{"DropStmt", read_drop},
    statement_actions_reader{"DropOwnedStmt", read_drop_owned},
    statement_actions_reader{"DropdbStmt", read_drop_database},
    statement_actions_reader{"TruncateStmt", read_truncate},
};

} // namespace

std::span<const statement_actions_reader> drop_readers() noexcept {
    return readers;
}

} // namespace dunlin::sqltext
