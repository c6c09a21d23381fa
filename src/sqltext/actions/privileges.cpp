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

action read_grant_of(const json& node, std::string_view statement, kind when_granted) {
    action grant = whole_statement(flag(node, "is_grant") ? when_granted : kind::revoke, statement);
    grant.type = object_type_of(text_of(node, "objtype"));
    for (const json& privilege : member(node, "privileges")) {
        grant.words.push_back(text_of(member(privilege, "AccessPriv"), "priv_name"));
    }
    grant.full = !node.contains("privileges");
    grant.with_grant_option = flag(node, "grant_option");
    for (const json& role : member(node, "grantees")) {
        grant.to_public =
            grant.to_public || text_of(member(role, "RoleSpec"), "roletype") == "ROLESPEC_PUBLIC";
    }
    return grant;
}

void read_grant(const json& node, std::string_view statement, action_list& actions) {
    action grant = read_grant_of(node, statement, kind::grant);
    for (const json& object : member(node, "objects")) {
        if (object.contains("RangeVar")) {
            grant.object = relation_name(object["RangeVar"]);
        } else if (object.contains("ObjectWithArgs")) {
            grant.object = listed_name(member(object["ObjectWithArgs"], "objname"));
        } else {
            grant.object.name = text_of(member(object, "String"), "sval");
        }
    }
    actions.push_back(std::move(grant));
}

void read_default_privileges(const json& node, std::string_view statement, action_list& actions) {
    actions.push_back(read_grant_of(member(node, "action"), statement, kind::grant_by_default));
}

void read_grant_role(const json& node, std::string_view statement, action_list& actions) {
    action grant =
        whole_statement(flag(node, "is_grant") ? kind::grant_role : kind::revoke, statement);
    for (const json& role : member(node, "granted_roles")) {
        grant.words.push_back(text_of(member(role, "AccessPriv"), "priv_name"));
    }
    grant.with_grant_option = flag(node, "admin_opt");
    actions.push_back(std::move(grant));
}

void read_role_options(const json& node, action& role) {
    for (const json& item : member(node, "options")) {
        const json& option = member(item, "DefElem");
        const std::string value = value_text(member(option, "arg"));
        if (value != "false") {
            role.words.push_back(text_of(option, "defname"));
        }
    }
}

void read_create_role(const json& node, std::string_view statement, action_list& actions) {
    action role = whole_statement(kind::create_role, statement);
    role.name = text_of(node, "role");
    read_role_options(node, role);
    actions.push_back(std::move(role));
}

void read_alter_role(const json& node, std::string_view statement, action_list& actions) {
    action role = whole_statement(kind::alter_role, statement);
    role.name = text_of(member(node, "role"), "rolename");
    read_role_options(node, role);
    actions.push_back(std::move(role));
}

constexpr std::array readers{
    statement_actions_reader{"GrantStmt", read_grant},
    statement_actions_reader{"AlterDefaultPrivilegesStmt", read_default_privileges},
    statement_actions_reader{"GrantRoleStmt", read_grant_role},
    statement_actions_reader{"CreateRoleStmt", read_create_role},
    statement_actions_reader{"AlterRoleStmt", read_alter_role},
};

} // namespace

std::span<const statement_actions_reader> privilege_readers() noexcept {
    return readers;
}

} // namespace dunlin::sqltext
