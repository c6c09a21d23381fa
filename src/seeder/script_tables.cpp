// SPDX-License-Identifier: MIT
#include "script_tables.hpp"

#include <nlohmann/json.hpp>
#include <pg_query.h>

#include <algorithm>
#include <memory>

namespace dunlin::seeder {
namespace {

using nlohmann::json;

struct parse_result {
    PgQueryParseResult raw;
    explicit parse_result(const std::string& sql) : raw(pg_query_parse(sql.c_str())) {}
    ~parse_result() { pg_query_free_parse_result(raw); }
    parse_result(const parse_result&) = delete;
    parse_result& operator=(const parse_result&) = delete;
};

constexpr const char* filling_statements[] = {"InsertStmt", "CopyStmt", "MergeStmt", "UpdateStmt"};

void add_target(const json& statement, statement_effect& effect) {
    const auto relation = statement.find("relation");
    if (relation == statement.end()) {
        return;
    }
    table_name table{relation->value("schemaname", ""), relation->value("relname", "")};
    if (std::ranges::find(effect.filled, table) == effect.filled.end()) {
        effect.filled.push_back(std::move(table));
    }
}

/// Data-modifying statements also hide in WITH, so that the whole tree is walked.
void walk(const json& node, statement_effect& effect) {
    if (node.is_array()) {
        for (const auto& child : node) {
            walk(child, effect);
        }
        return;
    }
    if (!node.is_object()) {
        return;
    }
    for (const auto& [key, child] : node.items()) {
        if (key == "valuesLists") {
            continue;
        }
        if (key == "CopyStmt" && !child.value("is_from", false)) {
            continue;
        }
        if (std::ranges::find(filling_statements, key) != std::end(filling_statements)) {
            add_target(child, effect);
        }
        walk(child, effect);
    }
}

std::optional<std::int64_t> offered(const json& statement) {
    const auto insert = statement.find("InsertStmt");
    if (insert == statement.end() || !insert->contains("onConflictClause")) {
        return std::nullopt;
    }
    const json::json_pointer values("/selectStmt/SelectStmt/valuesLists");
    if (!insert->contains(values)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(insert->at(values).size());
}

} // namespace

std::string to_string(const table_name& table) {
    return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

statement_effect look_at(std::string_view statement) {
    const parse_result parsed{std::string(statement)};
    statement_effect effect;
    if (parsed.raw.error != nullptr) {
        return effect;
    }
    const json tree = json::parse(parsed.raw.parse_tree);
    for (const auto& each : tree.at("stmts")) {
        walk(each.at("stmt"), effect);
        effect.rows_offered = offered(each.at("stmt"));
    }
    return effect;
}

} // namespace dunlin::seeder
