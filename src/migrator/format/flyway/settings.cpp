// SPDX-License-Identifier: MIT
#include "format/flyway/settings.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

source_location line_of(const source_file& file, std::size_t line) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i < line; ++i) {
        begin = std::min(file.text.find('\n', begin), file.text.size() - 1) + 1;
    }
    return locate(file.text, begin, file.name);
}

std::string text_of(const toml::node& node) {
    if (const auto text = node.value<std::string>()) {
        return *text;
    }
    if (const auto flag = node.value<bool>()) {
        return *flag ? "true" : "false";
    }
    if (const auto number = node.value<std::int64_t>()) {
        return std::to_string(*number);
    }
    std::string result;
    if (const toml::array* items = node.as_array()) {
        for (const toml::node& element : *items) {
            result += (result.empty() ? "" : ",") + text_of(element);
        }
    }
    return result;
}

void add(const toml::table& table, const std::string& prefix, const source_file& file,
         std::vector<flyway_setting>& into) {
    for (const auto& [key, node] : table) {
        const std::string name = prefix + std::string(key.str());
        if (const toml::table* inner = node.as_table()) {
            add(*inner, name + ".", file, into);
        } else {
            into.push_back({name, text_of(node), line_of(file, key.source().begin.line)});
        }
    }
}

} // namespace

std::vector<flyway_setting> read_flyway_properties(const source_file& file,
                                                   std::string_view prefix) {
    std::vector<flyway_setting> settings;
    for (std::size_t begin = 0; begin < file.text.size();) {
        const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
        const std::string_view line =
            trim(without_bom(std::string_view(file.text).substr(begin, end - begin)));
        const std::size_t at = begin;
        begin = end + 1;
        if (line.empty() || line[0] == '#' || line[0] == '!') {
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) {
            throw error(error_kind::config, "neither a comment nor KEY=VALUE")
                .at(locate(file.text, at, file.name));
        }
        const std::string_view key = trim(line.substr(0, equals));
        if (key.starts_with(prefix)) {
            settings.push_back({std::string(key.substr(prefix.size())),
                                std::string(trim(line.substr(equals + 1))),
                                locate(file.text, at, file.name)});
        }
    }
    return settings;
}

std::vector<flyway_setting> read_flyway_toml(const source_file& file) {
    std::vector<flyway_setting> settings;
    try {
        const toml::table all = toml::parse(file.text, file.name);
        if (const toml::table* own = all["flyway"].as_table()) {
            add(*own, "", file, settings);
        }
    } catch (const toml::parse_error& problem) {
        throw error(error_kind::config, std::string(problem.description()))
            .at(line_of(file, problem.source().begin.line));
    }
    return settings;
}

} // namespace dunlin::migrator
