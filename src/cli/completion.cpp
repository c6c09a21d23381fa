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
