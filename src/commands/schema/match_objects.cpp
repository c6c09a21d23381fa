// SPDX-License-Identifier: MIT
#include "schema/match_objects.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace dunlin::commands {
namespace {

using objects = std::vector<const catalog::object*>;

constexpr std::array<std::string_view, 5> relation_kinds{"table", "foreign table", "view",
                                                         "materialized view", "sequence"};
/// Shown with their table.
constexpr std::array<std::string_view, 5> part_kinds{"constraint", "default", "trigger", "rule",
                                                     "policy"};

template <class List> bool contains(const List& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

std::string full_name(const catalog::object& object) {
    return object.schema.empty() ? object.name : object.schema + "." + object.name;
}

/// Whether a text matches a pattern in which * stands for any characters and ? for one.
bool matches(std::string_view text, std::string_view pattern) {
    if (pattern.empty()) {
        return text.empty();
    }
    if (pattern.front() == '*') {
        return matches(text, pattern.substr(1)) ||
               (!text.empty() && matches(text.substr(1), pattern));
    }
    return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
           matches(text.substr(1), pattern.substr(1));
}

objects select(const objects& candidates,
               const std::function<bool(const catalog::object&)>& is_meant) {
    objects selected;
    for (const catalog::object* object : candidates) {
        if (is_meant(*object)) {
            selected.push_back(object);
        }
    }
    return selected;
}

objects select_named(const objects& candidates, const std::string& name) {
    if (name.find_first_of("*?") != std::string::npos) {
        return select(candidates, [&](const catalog::object& object) {
            return matches(object.name, name) || matches(full_name(object), name);
        });
    }
    objects found = select(candidates, [&](const catalog::object& object) {
        return object.name == name || full_name(object) == name || object.identity == name;
    });
    if (found.empty()) {
        const std::string lower = lower_case(name);
        found = select(candidates, [&](const catalog::object& object) {
            return lower_case(object.name) == lower || lower_case(full_name(object)) == lower;
        });
    }
    return found;
}

[[noreturn]] void fail_not_found(const objects& candidates, const std::string& name,
                                 std::string_view kind) {
    std::vector<std::string> names;
    for (const catalog::object* object : candidates) {
        names.push_back(object->name);
        names.push_back(full_name(*object));
    }
    const std::string closest = closest_match(name, names);
    error problem(error_kind::not_found,
                  fmt::format("there is no {} \"{}\"", kind.empty() ? "object" : kind, name));
    throw problem.with_hint(closest.empty()
                                ? "`dunlin schema show` lists tables, views and sequences"
                                : fmt::format("did you mean \"{}\"?", closest));
}

} // namespace

bool is_relation(const catalog::object& object) {
    return contains(relation_kinds, object.kind);
}

objects match_objects(const catalog::snapshot& schema, const std::string& name,
                      std::string_view kind) {
    objects candidates;
    for (const catalog::object& object : schema.objects) {
        const bool is_meant = !kind.empty()  ? object.kind == kind
                              : name.empty() ? is_relation(object)
                                             : !contains(part_kinds, object.kind);
        if (is_meant) {
            candidates.push_back(&object);
        }
    }
    if (name.empty()) {
        return candidates;
    }
    const objects found = select_named(candidates, name);
    if (found.empty()) {
        fail_not_found(candidates, name, kind);
    }
    return found;
}

} // namespace dunlin::commands
