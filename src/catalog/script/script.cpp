// SPDX-License-Identifier: MIT
#include "script/order.hpp"
#include "script/section.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/catalog/script.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::catalog {
namespace {

constexpr std::string_view begin = R"(
SET client_min_messages = warning;
SET check_function_bodies = false;
SET search_path = '';
)";

constexpr std::string_view end = R"(
RESET search_path;
RESET check_function_bodies;
RESET client_min_messages;
)";

bool has_public(const snapshot& schema) {
    return std::any_of(schema.objects.begin(), schema.objects.end(), [](const object& object) {
        return object.kind == "schema" && object.name == "public";
    });
}

std::string definition_of(const object& object, bool has_stub) {
    std::string text = object.definition;
    constexpr std::string_view create_view = "CREATE VIEW ";
    if (has_stub && object.kind == "view") {
        text.replace(0, create_view.size(), "CREATE OR REPLACE VIEW ");
    }
    text += object.annotations;
    if (!object.owner.empty()) {
        text += fmt::format("ALTER {} {} OWNER TO {};\n", upper_case(object.kind), object.identity,
                            object.owner);
    }
    return text + object.privileges;
}

/// For a comment line, which a line feed in a name would end.
std::string on_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

std::string sql_of(const step& step, const object& object) {
    if (!object.left_out.empty()) {
        return fmt::format("-- {} {} is left out: {}\n", object.kind, on_one_line(object.identity),
                           object.left_out);
    }
    switch (step.kind) {
    case step_kind::stub:
        return object.stub;
    case step_kind::tail:
        return object.tail;
    case step_kind::definition:
        break;
    }
    return definition_of(object, step.has_stub);
}

} // namespace

std::vector<script_part> script_parts(const snapshot& schema) {
    std::vector<script_part> parts;
    for (const step& step : order_objects(schema)) {
        parts.push_back({step.object, sql_of(step, schema.objects[step.object])});
    }
    return parts;
}

bool follows_data(const object& object) {
    return section_of(object) >= section::foreign_keys;
}

std::string script_begin(const snapshot& schema) {
    std::string text = fmt::format("-- The schema of a PostgreSQL {} database, written by `dunlin "
                                   "schema dump`.\n",
                                   schema.server_major());
    for (const unmodelled_kind& kind : schema.unmodelled) {
        text += fmt::format("-- Not included: {} {}{}\n", kind.count, kind.kind,
                            kind.count == 1 ? "" : "s");
    }
    text += begin;
    // Every new database has this schema; only an empty one can be dropped like this.
    if (!has_public(schema)) {
        text += "DROP SCHEMA IF EXISTS public;\n";
    }
    return text;
}

std::string script_end() {
    return std::string(end);
}

std::string write_script(const snapshot& schema, std::string_view data) {
    std::string text = script_begin(schema);
    bool has_data = data.empty();
    for (const script_part& part : script_parts(schema)) {
        if (!has_data && follows_data(schema.objects[part.object])) {
            text += data;
            has_data = true;
        }
        text += "\n" + part.sql;
    }
    text += has_data ? "" : data;
    return text + script_end();
}

} // namespace dunlin::catalog
