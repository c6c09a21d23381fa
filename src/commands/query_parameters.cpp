// SPDX-License-Identifier: MIT
#include "query_parameters.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace dunlin::commands {
namespace {

using value = std::optional<std::string>;

bool is_nested(std::string_view json) {
    const auto kind = json_kind_of(json);
    return kind == json_kind::array || kind == json_kind::object;
}

value plain_value(std::string_view json) {
    switch (json_kind_of(json)) {
    case json_kind::null:
        return std::nullopt;
    case json_kind::string:
        return json_string(json);
    default:
        return std::string(json);
    }
}

value value_of(std::string_view json) {
    if (json_kind_of(json) != json_kind::array) {
        return plain_value(json);
    }
    const auto elements = json_elements(json);
    if (std::any_of(elements.begin(), elements.end(), is_nested)) {
        return std::string(json);
    }
    std::vector<value> values;
    values.reserve(elements.size());
    for (const auto element : elements) {
        values.push_back(plain_value(element));
    }
    return sqldb::join_array(values);
}

[[noreturn]] void fail_repeated(const std::string& name) {
    throw error(error_kind::usage, fmt::format("the parameter {} is given twice", name));
}

void read_object(sqldb::parameters& into, const std::string& file) {
    const std::string text = read_file(file);
    std::set<std::string> names;
    try {
        for (const auto& [name, json] : json_members(without_bom(text))) {
            if (!names.insert(name).second) {
                fail_repeated(name);
            }
            into.set(name, value_of(json));
        }
    } catch (error& problem) {
        if (problem.where()) {
            source_location where = *problem.where();
            where.file = file;
            where.excerpt.clear(); // it may hold a secret
            problem.at(std::move(where));
        }
        throw;
    }
}

} // namespace

sqldb::parameters read_parameters(const std::vector<std::string>& texts, const std::string& file) {
    sqldb::parameters all;
    if (!file.empty()) {
        read_object(all, file);
    }
    std::set<std::string> names;
    for (const auto& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == 0 || equals == std::string::npos) {
            throw error(error_kind::usage, "--param takes name=value")
                .with_hint("for NULL use --params FILE with a JSON object");
        }
        const std::string name = text.substr(0, equals);
        if (!names.insert(name).second) {
            fail_repeated(name);
        }
        all.set(name, text.substr(equals + 1));
    }
    return all;
}

} // namespace dunlin::commands
