// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>

#include <set>

namespace dunlin::cli {

std::string shell_quoted(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

std::vector<std::string> valued_options(const std::vector<verb_facts>& all) {
    std::set<std::string> names;
    for (const auto& verb : all) {
        for (const auto& option : verb.options) {
            if (!option.value.empty() && !option.positional) {
                names.insert(option.names.begin(), option.names.end());
            }
        }
    }
    return {names.begin(), names.end()};
}

completed how_completed(const option_facts& option) {
    if (!option.choices.empty()) {
        return completed::words;
    }
    if (!option.live.empty()) {
        return completed::live;
    }
    if (option.value == "FILE" || option.value == "PATH") {
        return completed::files;
    }
    if (option.value == "DIR" || option.value == "FOLDER") {
        return completed::folders;
    }
    return completed::nothing;
}

std::string positional_values(const verb_facts& verb, std::string_view not_an_option) {
    std::string text;
    int place = 0;
    for (const auto& option : verb.options) {
        if (option.positional && how_completed(option) == completed::live) {
            text += fmt::format("        {} && ((count == {})) && _dunlin_live {} && return\n",
                                not_an_option, place, option.live);
        }
        place += option.positional ? 1 : 0;
    }
    return text;
}

std::string option_patterns(const verb_facts& verb, const option_facts& option,
                            std::string_view between) {
    std::vector<std::string> patterns;
    const std::string place = verb.path.empty() ? "*" : shell_quoted(verb.path);
    for (const auto& name : option.names) {
        patterns.push_back(fmt::format("{}{}", place, shell_quoted(" " + name)));
    }
    return fmt::format("{}", fmt::join(patterns, between));
}

std::string completion_script(std::string_view shell, const std::vector<verb_facts>& all) {
    if (shell == "bash") {
        return bash_completion(all);
    }
    if (shell == "zsh") {
        return zsh_completion(all);
    }
    if (shell == "fish") {
        return fish_completion(all);
    }
    throw error(error_kind::usage, fmt::format("there is no completion for \"{}\"", shell))
        .with_hint("choose bash, zsh or fish");
}

} // namespace dunlin::cli
