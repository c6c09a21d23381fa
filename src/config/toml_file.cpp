// SPDX-License-Identifier: MIT
#include "toml_file.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/utf16.hpp>
#include <dunlin/config/redact.hpp>

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <vector>

namespace dunlin::config {
namespace {

const std::map<std::string, toml::node_type> known_keys{
    {"database", toml::node_type::string},
    {"migrations", toml::node_type::string},
    {"seed", toml::node_type::string},
    {"env_file", toml::node_type::string},
    {"password_command", toml::node_type::string},
    {"protected", toml::node_type::boolean},
    {"disable_tls", toml::node_type::boolean},
    {"ledger", toml::node_type::table},
    {"ledger.schema", toml::node_type::string},
    {"ledger.owners", toml::node_type::array},
    {"lock", toml::node_type::table},
    {"lock.timeout", toml::node_type::string},
    {"lock.retries", toml::node_type::integer},
    {"lock.wait", toml::node_type::string},
    {"source_format", toml::node_type::string},
    {"server_version", toml::node_type::integer},
    {"ledger.tool", toml::node_type::string},
    {"ledger.table", toml::node_type::string},
    {"lint", toml::node_type::table},
    {"lint.since", toml::node_type::string},
    {"lint.off", toml::node_type::array},
    {"lint.errors", toml::node_type::array},
    {"lint.warnings", toml::node_type::array},
    {"telemetry", toml::node_type::table},
    {"telemetry.trace", toml::node_type::string},
    {"telemetry.metrics", toml::node_type::string},
    {"telemetry.log_statements", toml::node_type::string},
};

std::string type_description(toml::node_type type) {
    switch (type) {
    case toml::node_type::string:
        return "a string in quotes";
    case toml::node_type::integer:
        return "an integer";
    case toml::node_type::boolean:
        return "true or false";
    case toml::node_type::array:
        return "a list of strings in quotes";
    default:
        return "a table";
    }
}

/// A line of the file for messages. The value of password_command may contain the password, and its
/// key may be misspelled.
std::string redacted_line(const std::string& line) {
    const std::size_t equals = line.find('=');
    const std::string key = line.substr(0, equals);
    const bool is_secret =
        key.find("pass") != std::string::npos || key.find("command") != std::string::npos;
    return is_secret && equals != std::string::npos ? key + "= ***" : redact(line);
}

source_location location_at(const raw_file& file, const toml::source_position& at) {
    std::size_t begin = 0;
    for (std::size_t line = 1; line < at.line; ++line) {
        begin = std::min(file.text.find('\n', begin), file.text.size() - 1) + 1;
    }
    std::string excerpt = file.text.substr(begin, file.text.find_first_of("\r\n", begin) - begin);
    return {file.name, at.line, at.column, redacted_line(excerpt)};
}

/// Whether a list holds only strings; true for anything that is not a list.
bool has_texts_only(const toml::node& node) {
    const auto* list = node.as_array();
    return list == nullptr ||
           std::all_of(list->begin(), list->end(),
                       [](const toml::node& element) { return element.is_string(); });
}

using error_handler = std::function<void(error)>;

/// Reads one section: the top level, or [env.NAME].
class section_reader {
public:
    section_reader(const raw_file& file, raw_section& into, const error_handler& on_error)
        : file_(file), into_(into), on_error_(on_error) {}

    void read(const toml::table& table, const std::string& prefix, bool with_environments) {
        for (const auto& [key, node] : table) {
            const std::string name = prefix + std::string(key.str());
            if (with_environments && name == "env") {
                continue;
            }
            const auto known = known_keys.find(name);
            if (known == known_keys.end()) {
                on_error_(unknown_key(name, prefix, key.source().begin));
            } else if (node.type() != known->second || !has_texts_only(node)) {
                on_error_(error(error_kind::config, fmt::format("'{}' must be {}", name,
                                                                type_description(known->second)))
                              .at(location_at(file_, node.source().begin)));
            } else {
                store(name, node);
            }
        }
    }

private:
    void store(const std::string& name, const toml::node& node) {
        if (const auto* table = node.as_table()) {
            read(*table, name + '.', false);
            return;
        }
        raw_value stored;
        stored.line = node.source().begin.line;
        stored.column = node.source().begin.column;
        if (const auto* text = node.as_string()) {
            stored.value = text->get();
        } else if (const auto* number = node.as_integer()) {
            stored.value = number->get();
        } else if (const auto* truth = node.as_boolean()) {
            stored.value = truth->get();
        } else if (const auto* list = node.as_array()) {
            stored.value = texts_of(*list);
        }
        into_.insert_or_assign(name, std::move(stored));
    }

    static std::vector<std::string> texts_of(const toml::array& list) {
        std::vector<std::string> texts;
        for (const toml::node& element : list) {
            texts.push_back(element.as_string()->get());
        }
        return texts;
    }

    [[nodiscard]] error unknown_key(const std::string& name, const std::string& prefix,
                                    const toml::source_position& at) const {
        std::vector<std::string> candidates;
        for (const auto& [known, type] : known_keys) {
            if (known.starts_with(prefix) && known.find('.', prefix.size()) == std::string::npos) {
                candidates.push_back(known);
            }
        }
        const std::string suggestion = closest_match(name, candidates);
        return error(error_kind::config, fmt::format("unknown key '{}'", name))
            .with_hint(suggestion.empty() ? std::string{}
                                          : fmt::format("did you mean {}?", suggestion))
            .at(location_at(file_, at));
    }

    const raw_file& file_;
    raw_section& into_;
    const error_handler& on_error_;
};

toml::table parse(const raw_file& file) {
    try {
        return toml::parse(file.text, file.name);
    } catch (const toml::parse_error& problem) {
        throw error(error_kind::config, std::string(problem.description()))
            .at(location_at(file, problem.source().begin));
    }
}

/// Reports an error and returns null when it is not a table.
const toml::table* table_of(const raw_file& file, const toml::node& node, std::string_view name,
                            const error_handler& on_error) {
    if (!node.is_table()) {
        on_error(error(error_kind::config, fmt::format("'{}' must be a table", name))
                     .at(location_at(file, node.source().begin)));
    }
    return node.as_table();
}

} // namespace

source_location raw_file::location_of(const raw_value& value) const {
    return location_at(*this, {static_cast<toml::source_index>(value.line),
                               static_cast<toml::source_index>(value.column)});
}

raw_file read_toml(const std::filesystem::path& path, const std::string& name,
                   const std::function<void(error)>& on_error) {
    raw_file file{name, read_file(path), {}, {}};
    refuse_utf16(file.text, name);
    const toml::table document = parse(file);
    section_reader(file, file.top, on_error).read(document, "", true);
    const auto* named = document.get("env");
    const auto* environments = named != nullptr ? table_of(file, *named, "env", on_error) : nullptr;
    if (environments == nullptr) {
        return file;
    }
    for (const auto& [key, node] : *environments) {
        const std::string section(key.str());
        if (const auto* table = table_of(file, node, "env." + section, on_error)) {
            section_reader(file, file.environments[section], on_error).read(*table, "", false);
        }
    }
    return file;
}

raw_file read_toml(const std::filesystem::path& path, const std::string& name) {
    return read_toml(path, name, [](error problem) { throw problem; });
}

} // namespace dunlin::config
