// SPDX-License-Identifier: MIT
#include "outline.hpp"

#include "synopsis.hpp"

#include <dunlin/output/format.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

namespace dunlin::cli {
namespace {

/// The words of a global option that is checked by dunlin itself, not by CLI11.
std::vector<std::string> words_of(const std::string& name) {
    if (name == "--format") {
        return output::format_names();
    }
    if (name == "--color") {
        return {"auto", "always", "never"};
    }
    if (name == "--log-format") {
        return {"text", "json"};
    }
    return {};
}

/// CLI11 describes a membership check as "TEXT:{a,b}".
std::vector<std::string> words_of_check(const std::string& type) {
    const auto begin = type.find('{');
    const auto end = type.rfind('}');
    std::vector<std::string> words;
    if (begin == std::string::npos || end == std::string::npos) {
        return words;
    }
    std::istringstream list(type.substr(begin + 1, end - begin - 1));
    for (std::string word; std::getline(list, word, ',');) {
        words.push_back(word);
    }
    return words;
}

option_facts facts_of(const CLI::Option& option) {
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
        facts.choices = words_of(facts.names.back());
    }
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
            facts.options.push_back(facts_of(*option));
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
