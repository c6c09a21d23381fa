// SPDX-License-Identifier: MIT
#include "tree.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace dunlin::sqltext {

using nlohmann::json;

const json& member(const json& node, const char* name) {
    static const json absent;
    const auto found = node.find(name);
    return found == node.end() ? absent : *found;
}

std::string text_of(const json& node, const char* name) {
    const json& value = member(node, name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

bool flag(const json& node, const char* name) {
    return member(node, name) == true;
}

object_name relation_name(const json& relation) {
    object_name name{std::nullopt, text_of(relation, "relname")};
    if (relation.contains("schemaname")) {
        name.schema = text_of(relation, "schemaname");
    }
    return name;
}

object_name listed_name(const json& strings) {
    std::vector<std::string> parts;
    for (const json& item : strings) {
        parts.push_back(text_of(member(item, "String"), "sval"));
    }
    object_name name;
    if (!parts.empty()) {
        name.name = parts.back();
    }
    if (parts.size() > 1) {
        name.schema = parts[parts.size() - 2];
    }
    return name;
}

} // namespace dunlin::sqltext
