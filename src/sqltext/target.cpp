// SPDX-License-Identifier: MIT
#include "libpg_query.hpp"
#include "tree.hpp"

#include <dunlin/sqltext/target.hpp>

#include <nlohmann/json.hpp>

#include <array>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;

object_name plain_name(const json& node, const char* name) {
    return {std::nullopt, text_of(node, name)};
}

target create_index(const json& node) {
    target t;
    if (!flag(node, "concurrent")) {
        return t;
    }
    t.kind = operation::create_index_concurrently;
    t.table = relation_name(member(node, "relation"));
    t.if_not_exists = flag(node, "if_not_exists");
    // An index lives in its table's schema and cannot be named with one.
    if (node.contains("idxname")) {
        t.objects.push_back({t.table->schema, text_of(node, "idxname")});
    }
    return t;
}

target drop_index(const json& node) {
    target t;
    if (!flag(node, "concurrent") || text_of(node, "removeType") != "OBJECT_INDEX") {
        return t;
    }
    t.kind = operation::drop_index_concurrently;
    t.if_exists = flag(node, "missing_ok");
    for (const json& object : member(node, "objects")) {
        t.objects.push_back(listed_name(member(member(object, "List"), "items")));
    }
    return t;
}

reindex_scope scope_of(const json& node) {
    const std::string kind = text_of(node, "kind");
    if (kind == "REINDEX_OBJECT_INDEX") {
        return reindex_scope::index;
    }
    if (kind == "REINDEX_OBJECT_TABLE") {
        return reindex_scope::table;
    }
    if (kind == "REINDEX_OBJECT_SCHEMA") {
        return reindex_scope::schema;
    }
    return kind == "REINDEX_OBJECT_SYSTEM" ? reindex_scope::system : reindex_scope::database;
}

/// Whether a list of DefElem nodes contains an option whose value is not false, off or 0.
bool option_is_on(const json& options, std::string_view name) {
    for (const json& item : options) {
        const json& option = member(item, "DefElem");
        if (text_of(option, "defname") != name) {
            continue;
        }
        const json& value = member(option, "arg");
        if (value.contains("Integer")) {
            return member(value["Integer"], "ival").is_number();
        }
        const std::string word = text_of(member(value, "String"), "sval");
        return word != "false" && word != "off";
    }
    return false;
}

target reindex(const json& node) {
    target t;
    t.scope = scope_of(node);
    const bool single = t.scope == reindex_scope::index || t.scope == reindex_scope::table;
    if (option_is_on(member(node, "params"), "concurrently")) {
        t.kind = operation::reindex_concurrently;
    } else if (!single) {
        t.kind = operation::reindex;
    }
    if (single) {
        t.objects.push_back(relation_name(member(node, "relation")));
    } else if (node.contains("name")) {
        t.objects.push_back(plain_name(node, "name"));
    }
    return t;
}

target alter_table(const json& node) {
    target t;
    for (const json& item : member(node, "cmds")) {
        const json& partition =
            member(member(member(item, "AlterTableCmd"), "def"), "PartitionCmd");
        if (flag(partition, "concurrent")) {
            t.kind = operation::detach_partition_concurrently;
            t.table = relation_name(member(node, "relation"));
            t.objects.push_back(relation_name(member(partition, "name")));
            t.if_exists = flag(node, "missing_ok");
        }
    }
    return t;
}

target refresh(const json& node) {
    target t;
    if (flag(node, "concurrent")) {
        t.kind = operation::refresh_concurrently;
        t.objects.push_back(relation_name(member(node, "relation")));
    }
    return t;
}

target vacuum(const json& node) {
    target t;
    if (!flag(node, "is_vacuumcmd")) {
        return t;
    }
    t.kind = operation::vacuum;
    for (const json& item : member(node, "rels")) {
        const json& relation = member(member(item, "VacuumRelation"), "relation");
        t.objects.push_back(relation_name(relation));
    }
    return t;
}

target cluster(const json& node) {
    target t;
    if (!node.contains("relation")) {
        t.kind = operation::cluster;
    }
    return t;
}

target alter_system(const json& node) {
    target t;
    t.kind = operation::alter_system;
    const json& setting = member(node, "setstmt");
    if (setting.contains("name")) {
        t.objects.push_back(plain_name(setting, "name"));
    }
    return t;
}

target alter_type(const json& node) {
    target t;
    if (node.contains("oldVal")) {
        return t;
    }
    t.kind = operation::alter_type_add_value;
    t.objects.push_back(listed_name(member(node, "typeName")));
    t.enum_value = text_of(node, "newVal");
    t.if_not_exists = flag(node, "skipIfNewValExists");
    return t;
}

target named(operation kind, const json& node, const char* name) {
    target t;
    t.kind = kind;
    t.objects.push_back(plain_name(node, name));
    t.if_exists = flag(node, "missing_ok");
    return t;
}

target create_database(const json& node) {
    return named(operation::create_database, node, "dbname");
}

target drop_database(const json& node) {
    return named(operation::drop_database, node, "dbname");
}

target create_tablespace(const json& node) {
    return named(operation::create_tablespace, node, "tablespacename");
}

target drop_tablespace(const json& node) {
    return named(operation::drop_tablespace, node, "tablespacename");
}

struct reader {
    const char* node;
    target (*read)(const json& node);
};

constexpr std::array readers{
    reader{"IndexStmt", create_index},
    reader{"DropStmt", drop_index},
    reader{"ReindexStmt", reindex},
    reader{"AlterTableStmt", alter_table},
    reader{"RefreshMatViewStmt", refresh},
    reader{"VacuumStmt", vacuum},
    reader{"ClusterStmt", cluster},
    reader{"AlterSystemStmt", alter_system},
    reader{"AlterEnumStmt", alter_type},
    reader{"CreatedbStmt", create_database},
    reader{"DropdbStmt", drop_database},
    reader{"CreateTableSpaceStmt", create_tablespace},
    reader{"DropTableSpaceStmt", drop_tablespace},
};

} // namespace

target describe_target(std::string_view statement) {
    const auto text = parse_with_library(std::string(statement));
    const json tree = text ? json::parse(*text, nullptr, false) : json();
    if (!tree.is_object() || member(tree, "stmts").size() != 1) {
        return {};
    }
    const json& node = member(tree["stmts"][0], "stmt");
    for (const reader& candidate : readers) {
        if (node.contains(candidate.node)) {
            return candidate.read(node[candidate.node]);
        }
    }
    return {};
}

} // namespace dunlin::sqltext
