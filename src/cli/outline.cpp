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

std::vector<std::string> split(const std::string& text, char mark) {
    std::vector<std::string> words;
    std::istringstream list(text);
    for (std::string word; std::getline(list, word, mark);) {
        words.push_back(word);
    }
    return words;
}

/// The words of options that are checked by dunlin itself, not by CLI11.
std::vector<std::string> words_of(const std::string& name, const std::string& value) {
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
    // The global --role names a role of the database.
    if (found != known.end() && !(name == "--role" && value == "NAME")) {
        return found->second;
    }
    if (value == "TOOL" || value == "FORMAT") {
        return commands::tool_names(name);
    }
    return value.find('|') == std::string::npos ? std::vector<std::string>{} : split(value, '|');
}

/// What the values are that only the project or its database know; empty: nothing is known of them.
std::string live_values(const std::string& path, const option_facts& option) {
    const std::string& name = option.names.back();
    if (option.value == "VERSION") {
        return "versions";
    }
    if (option.value == "TABLE") {
        return "tables";
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
std::vector<std::string> words_of_check(const std::string& type) {
    const auto begin = type.find('{');
    const auto end = type.rfind('}');
    if (begin == std::string::npos || end == std::string::npos) {
        return {};
    }
    return split(type.substr(begin + 1, end - begin - 1), ',');
}

option_facts facts_of(const CLI::Option& option, const std::string& path) {
    option_facts facts;
    facts.description = option.get_description();
    facts.group = option.get_group();
    facts.positional = option.get_positional();
    facts.required = option.get_required();
    facts.value = value_name(option);
    facts.repeatable = option.get_items_expected_max() > 1;
    if (facts.positional) {
        facts.names = {spelling(option)};
    }
    for (const auto& name : option.get_snames()) {
        facts.names.push_back("-" + name);
    }
    for (const auto& name : option.get_lnames()) {
        facts.names.push_back("--" + name);
    }
    facts.choices = words_of_check(option.get_type_name());
    if (facts.choices.empty()) {
        facts.choices = words_of(facts.names.back(), facts.value);
    }
    facts.live = live_values(path, facts);
    return facts;
}

void add(std::vector<verb_facts>& all, const CLI::App& app) {
    verb_facts facts;
    const std::string name = full_name(app);
    const auto space = name.find(' ');
    facts.path = space == std::string::npos ? "" : name.substr(space + 1);
    facts.summary = app.get_description();
    facts.synopsis = synopsis(app);
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) {
            facts.options.push_back(facts_of(*option, facts.path));
        }
    }
    const auto verbs = visible_verbs(app);
    for (const CLI::App* verb : verbs) {
        facts.verbs.push_back(verb->get_name());
    }
    all.push_back(std::move(facts));
    for (const CLI::App* verb : verbs) {
        add(all, *verb);
    }
}

} // namespace

std::vector<verb_facts> outline(const CLI::App& root) {
    std::vector<verb_facts> all;
    add(all, root);
    return all;
}

} // namespace dunlin::cli
