// SPDX-License-Identifier: MIT
#include "libpg_query.hpp"

#include <dunlin/sqltext/written_tables.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace dunlin::sqltext {
namespace {

using nlohmann::json;

constexpr const char* writing_statements[] = {"InsertStmt", "CopyStmt", "MergeStmt", "UpdateStmt"};

void add_target(const json& statement, std::vector<object_name>& tables) {
    const auto relation = statement.find("relation");
    if (relation == statement.end()) {
        return;
    }
    object_name table{std::nullopt, relation->value("relname", "")};
    if (relation->contains("schemaname")) {
        table.schema = relation->value("schemaname", "");
    }
    if (std::ranges::find(tables, table) == tables.end()) {
        tables.push_back(std::move(table));
    }
}

/// Walks the whole tree, because WITH may contain data-modifying statements, too.
void walk(const json& node, std::vector<object_name>& tables) {
    if (node.is_array()) {
        for (const auto& child : node) {
            walk(child, tables);
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
        if (std::ranges::find(writing_statements, key) != std::end(writing_statements)) {
            add_target(child, tables);
        }
        walk(child, tables);
    }
}

std::optional<std::int64_t> count_offered_rows(const json& statement) {
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

written_tables find_written_tables(std::string_view statement) {
    written_tables written;
    const auto parsed = parse_with_library(std::string(statement), any_length);
    if (!parsed) {
        return written;
    }
    const json tree = json::parse(*parsed);
    for (const auto& parsed_statement : tree.at("stmts")) {
        walk(parsed_statement.at("stmt"), written.tables);
        written.rows_offered = count_offered_rows(parsed_statement.at("stmt"));
    }
    return written;
}

} // namespace dunlin::sqltext
