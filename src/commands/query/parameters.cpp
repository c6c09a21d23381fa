// SPDX-License-Identifier: MIT
#include "query/parameters.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/json_value.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <set>

namespace dunlin::commands {
namespace {

/// Whether the text of a value depends on the type of its parameter.
bool needs_type(std::string_view json) {
    const auto kind = json_kind_of(json);
    return kind == json_kind::string || kind == json_kind::array || kind == json_kind::object;
}

/// Which of the types are arrays and which hold JSON, after resolving domains and array elements.
constexpr std::string_view select_targets = R"(
WITH RECURSIVE step(given, oid, is_array) AS (
    SELECT t.oid, t.oid, false
      FROM pg_catalog.pg_type t WHERE t.oid = ANY (:types::oid[])
     UNION ALL
    SELECT s.given, CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
           s.is_array OR t.typtype <> 'd'
      FROM step s JOIN pg_catalog.pg_type t ON t.oid = s.oid
     WHERE t.typtype = 'd' OR (t.typcategory = 'A' AND t.typelem <> 0 AND NOT s.is_array))
SELECT given::bigint, pg_catalog.bool_or(is_array),
       pg_catalog.bool_or(oid = ANY (ARRAY['pg_catalog.json'::regtype, 'pg_catalog.jsonb']))
  FROM step GROUP BY given)";

std::map<std::uint32_t, sqldb::json_target> find_targets(const std::vector<std::int64_t>& types,
                                                         sqldb::executor& db) {
    std::map<std::uint32_t, sqldb::json_target> targets;
    const auto rows = db.run(select_targets, {{"types", types}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto oid = sqldb::decode_column<std::int64_t>(rows[i], 0, "an oid");
        targets[static_cast<std::uint32_t>(oid)] = {rows[i].text(2) == "t", rows[i].text(1) == "t"};
    }
    return targets;
}

std::optional<std::string> text_for_type(const std::string& name, std::string_view json,
                                         sqldb::json_target target) {
    try {
        return sqldb::text_of_json(json, target);
    } catch (const error& problem) {
        throw error(problem.kind(), fmt::format("parameter {}: {}", name, problem.message()));
    }
}

[[noreturn]] void fail_repeated(const std::string& name) {
    throw error(error_kind::usage, fmt::format("the parameter {} is given twice", name));
}

void read_object(query_values& values, const std::string& file) {
    const std::string text = read_file(file);
    std::set<std::string> names;
    try {
        for (const auto& [name, json] : json_members(without_bom(text))) {
            if (!names.insert(name).second) {
                fail_repeated(name);
            }
            values.texts.set(name, sqldb::text_of_json(json, {}));
            if (needs_type(json)) {
                values.json.emplace(name, json);
            }
        }
    } catch (error& problem) {
        if (problem.where()) {
            source_location location = *problem.where();
            location.file = file;
            location.excerpt.clear(); // it may contain a secret
            problem.at(std::move(location));
        }
        throw;
    }
}

} // namespace

query_values read_parameters(const std::vector<std::string>& texts, const std::string& file) {
    query_values values;
    if (!file.empty()) {
        read_object(values, file);
    }
    std::set<std::string> names;
    for (const auto& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == 0 || equals == std::string::npos) {
            throw error(error_kind::usage, "--param needs name=value")
                .with_hint("for NULL use --params FILE with a JSON object");
        }
        const std::string name = text.substr(0, equals);
        if (!names.insert(name).second) {
            fail_repeated(name);
        }
        values.texts.set(name, text.substr(equals + 1));
        values.json.erase(name);
    }
    return values;
}

query_values values_in(std::string_view sql, const query_values& values) {
    query_values used;
    for (const std::string& name : sqltext::bind_names(sql).names) {
        if (const auto text = values.texts.values().find(name);
            text != values.texts.values().end()) {
            used.texts.set(name, text->second);
        }
        if (const auto json = values.json.find(name); json != values.json.end()) {
            used.json.insert(*json);
        }
    }
    return used;
}

void fit_to_types(query_values& values, std::string_view sql, sqldb::connection& db) {
    if (values.json.empty()) {
        return;
    }
    const auto types = db.parameter_types(sql);
    std::vector<std::int64_t> needed_types;
    for (const auto& [name, json] : values.json) {
        if (const auto type = types.find(name); type != types.end()) {
            needed_types.push_back(type->second);
        }
    }
    if (needed_types.empty()) {
        return;
    }
    const auto targets = find_targets(needed_types, db);
    for (const auto& [name, json] : values.json) {
        const auto type = types.find(name);
        const auto target = type == types.end() ? targets.end() : targets.find(type->second);
        if (target != targets.end()) {
            values.texts.set(name, text_for_type(name, json, target->second));
        }
    }
}

} // namespace dunlin::commands
