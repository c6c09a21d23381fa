// SPDX-License-Identifier: MIT
#include "synopsis.hpp"

#include <dunlin/commands/command.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace dunlin::cli {
namespace {

bool has_value(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

std::string to_upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string positional(const CLI::Option& option) {
    std::string name = to_upper(option.get_name(true));
    if (option.get_items_expected_max() > 1) {
        name += "...";
    }
    return option.get_required() ? name : "[" + name + "]";
}

std::string positionals(const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional()) {
            text += " " + positional(*option);
        }
    }
    return text;
}

bool has_options(const CLI::App& app) {
    const auto options = app.get_options();
    return std::any_of(options.begin(), options.end(),
                       [](const CLI::Option* option) { return !option->get_positional(); });
}

} // namespace

std::string full_name(const CLI::App& app) {
    const CLI::App* parent = app.get_parent();
    return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

bool is_verb(const CLI::App& app) {
    const std::string name = full_name(app);
    const auto all = commands::list();
    return std::any_of(all.begin(), all.end(), [&](const commands::command& command) {
        return name == fmt::format("dunlin {}", command.path);
    });
}

std::string value_name(const CLI::Option& option) {
    if (!has_value(option)) {
        return "";
    }
    // CLI11 appends its checks after a colon. A colon inside brackets is part of the name.
    const std::string name = option.get_type_name();
    int depth = 0;
    std::size_t end = 0;
    while (end < name.size() && name[end] != ' ' && (name[end] != ':' || depth > 0)) {
        depth += name[end] == '[' ? 1 : name[end] == ']' ? -1 : 0;
        ++end;
    }
    return end == 0 ? "VALUE" : name.substr(0, end);
}

std::vector<const CLI::App*> visible_verbs(const CLI::App& app) {
    return app.get_subcommands([](const CLI::App* verb) { return !verb->get_group().empty(); });
}

std::string synopsis(const CLI::App& app) {
    const bool is_root = app.get_parent() == nullptr;
    std::string text = full_name(app);
    text.insert(text.find(' ') == std::string::npos ? text.size() : text.find(' '), " [GLOBAL]...");
    if (!visible_verbs(app).empty()) {
        text += is_verb(app) ? " [VERB]" : " VERB";
    }
    if (!is_root && has_options(app)) {
        text += " [OPTION]...";
    }
    return text + positionals(app);
}

std::string required_arguments(const CLI::App& app) {
    std::string text;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_required()) {
            text += text.empty() ? "" : " ";
            text +=
                option->get_positional()
                    ? to_upper(option->get_name(true))
                    : option->get_name() + (has_value(*option) ? " " + value_name(*option) : "");
        }
    }
    return text;
}

std::string spelling(const CLI::Option& option) {
    if (option.get_positional()) {
        return to_upper(option.get_name(true));
    }
    std::string text;
    for (const auto& name : option.get_snames()) {
        text += (text.empty() ? "-" : ", -") + name;
    }
    for (const auto& name : option.get_lnames()) {
        text += (text.empty() ? "    --" : ", --") + name;
    }
    return has_value(option) ? text + " " + value_name(option) : text;
}

} // namespace dunlin::cli
