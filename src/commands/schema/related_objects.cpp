// SPDX-License-Identifier: MIT
#include "schema/describe_object.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace dunlin::commands {
namespace {

std::string kind_of(const catalog::object& part) {
    switch (part.constraint) {
    case 'p':
        return "primary key";
    case 'u':
        return "unique constraint";
    case 'x':
        return "exclusion constraint";
    case 'c':
        return "check";
    case 'f':
        return "foreign key";
    default:
        return part.kind;
    }
}

/// The order in which they are shown.
std::size_t rank_of(std::string_view kind) {
    constexpr std::array<std::string_view, 15> order{"parent",
                                                     "primary key",
                                                     "unique constraint",
                                                     "exclusion constraint",
                                                     "check",
                                                     "foreign key",
                                                     "index",
                                                     "statistics",
                                                     "sequence",
                                                     "trigger",
                                                     "rule",
                                                     "policy",
                                                     "partition",
                                                     "child",
                                                     "referenced by"};
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), kind) - order.begin());
}

bool is_child(const catalog::object& object) {
    return object.kind.ends_with("table") &&
           (!object.tail.empty() || object.definition.find("\nINHERITS (") != std::string::npos);
}

/// "FOR VALUES IN (1)" of "ALTER TABLE ONLY p ATTACH PARTITION c FOR VALUES IN (1);".
std::string bound_of(const catalog::object& child) {
    const std::size_t values = child.tail.find(" FOR VALUES ");
    const std::size_t at = values != std::string::npos ? values : child.tail.rfind(" DEFAULT;");
    return at == std::string::npos ? "" : child.tail.substr(at + 1, child.tail.rfind(';') - at - 1);
}

/// A foreign key depends on the partitions of the table that it names, too.
bool refers_to(const catalog::object& foreign_key, const catalog::object& relation) {
    return foreign_key.definition.find(" REFERENCES " + relation.identity + "(") !=
           std::string::npos;
}

bool depends_on(const catalog::object& object, std::size_t other) {
    return std::binary_search(object.depends_on.begin(), object.depends_on.end(), other);
}

} // namespace

std::vector<related_object> related_objects(const catalog::snapshot& schema,
                                            const catalog::object& relation) {
    const auto self = static_cast<std::size_t>(&relation - schema.objects.data());
    std::vector<related_object> parts;
    if (is_child(relation)) {
        for (const std::size_t other : relation.depends_on) {
            if (schema.objects[other].kind.ends_with("table")) {
                parts.push_back({"parent", schema.objects[other].identity, bound_of(relation)});
            }
        }
    }
    for (const catalog::object& object : schema.objects) {
        const bool is_part = object.relation == relation.oid && object.kind != "default";
        if (is_part && object.kind == "sequence") {
            parts.push_back({"sequence", object.identity, ""});
        } else if (is_part) {
            parts.push_back({kind_of(object), object.name, catalog::short_definition(object)});
        } else if (object.constraint == 'f' && refers_to(object, relation)) {
            parts.push_back({"referenced by", object.identity, catalog::short_definition(object)});
        } else if (is_child(object) && depends_on(object, self)) {
            parts.push_back({bound_of(object).empty() ? "child" : "partition", object.identity,
                             bound_of(object)});
        }
    }
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        return rank_of(a.kind) < rank_of(b.kind);
    });
    return parts;
}

} // namespace dunlin::commands
