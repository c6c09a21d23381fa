// SPDX-License-Identifier: MIT
#include "outline.hpp"

#include "synopsis.hpp"

#include <dunlin/commands/complete.hpp>
#include <dunlin/output/format.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <sstream>

namespace dunlin::cli {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream list(text);
    for (std::string part; std::getline(list, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

/// The possible values of options that dunlin checks itself; CLI11 does not know them.
std::vector<std::string> known_choices(const std::string& name, const std::string& value) {
    static const std::map<std::string, std::vector<std::string>> known{
        {"--color", {"auto", "always", "never"}},
        {"--explain", {"analyze"}},
        {"--input-format", {"csv", "ndjson"}},
        {"--log-format", {"text", "json"}},
        {"--on-conflict", {"error", "skip", "update"}},
        {"--report", {"junit", "github"}},
        {"--role", {"ADMIN", "USER"}},
        {"SHELL", {"bash", "zsh", "fish"}},
    };
    if (name == "--format") {
        return output::format_names();
    }
    const auto found = known.find(name);
    // The global --role names a database role, that of users is ADMIN or USER; --explain of lint
    // has a rule.
    const bool is_other = (name == "--role" && value == "NAME") || value == "RULE";
    if (found != known.end() && !is_other) {
        return found->second;
    }
    if (value == "TOOL" || value == "FORMAT") {
        return commands::tool_names(name);
    }
    return value.find('|') == std::string::npos ? std::vector<std::string>{} : split(value, '|');
}

/// The kind of values for commands::print_live_values(); empty: none.
std::string live_kind(const std::string& path, const option_info& option) {
    const std::string& name = option.names.back();
    if (option.value == "VERSION") {
        return "versions";
    }
    if (option.value == "RULE") {
        return "rules";
    }
    if (option.value == "TABLE") {
        return "tables";
    }
    if (option.value == "OBJECT") {
        return "objects";
    }
    if (name == "--env" || name == "--confirm") {
        return "environments";
    }
    if (name == "--set" && option.value == "NAME") {
        return "sets";
    }
    if (name == "--order-by") {
        return path.starts_with("user") ? "user-orders" : "widget-orders";
    }
    return "";
}

/// CLI11 describes a membership check as "TEXT:{a,b}".
std::vector<std::string> choices_of_check(const std::string& type) {
    const auto begin = type.find('{');
    const auto end = type.rfind('}');
    if (begin == std::string::npos || end == std::string::npos) {
        return {};
    }
    return split(type.substr(begin + 1, end - begin - 1), ',');
}

option_info info_of(const CLI::Option& option, const std::string& path) {
    option_info info;
    info.description = option.get_description();
    info.group = option.get_group();
    info.positional = option.get_positional();
    info.required = option.get_required();
    info.value = value_name(option);
    info.repeatable = option.get_items_expected_max() > 1;
    if (info.positional) {
        info.names = {spelling(option)};
    }
    for (const auto& name : option.get_snames()) {
        info.names.push_back("-" + name);
    }
    for (const auto& name : option.get_lnames()) {
        info.names.push_back("--" + name);
    }
    info.choices = choices_of_check(option.get_type_name());
    if (info.choices.empty()) {
        info.choices = known_choices(info.names.back(), info.value);
    }
    info.live = live_kind(path, info);
    return info;
}

void add(std::vector<verb_info>& all, const CLI::App& app) {
    verb_info info;
    const std::string name = full_name(app);
    const auto space = name.find(' ');
    info.path = space == std::string::npos ? "" : name.substr(space + 1);
    info.summary = app.get_description();
    info.synopsis = synopsis(app);
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) {
            info.options.push_back(info_of(*option, info.path));
        }
    }
    const auto verbs = visible_verbs(app);
    for (const CLI::App* verb : verbs) {
        info.verbs.push_back(verb->get_name());
    }
    info.is_group = !verbs.empty() && !is_verb(app);
    all.push_back(std::move(info));
    for (const CLI::App* verb : verbs) {
        add(all, *verb);
    }
}

} // namespace

std::vector<verb_info> outline(const CLI::App& root) {
    std::vector<verb_info> all;
    add(all, root);
    return all;
}

} // namespace dunlin::cli
