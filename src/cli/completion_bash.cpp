// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include <fmt/format.h>

namespace dunlin::cli {
namespace {

constexpr std::string_view head = R"(# SPDX-License-Identifier: MIT
# Written by "dunlin completion bash". Needs nothing but bash: source it, or put it into
# ~/.local/share/bash-completion/completions/dunlin.

)";

/// Reads the words before the cursor into `verb` ("migrate up") and `previous`, the option whose
/// value is being typed. Bash cuts --option=value at the sign.
constexpr std::string_view reader =
    R"(    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local verb='' skip='' i next
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        next=${COMP_WORDS[i]}
        if [[ $skip || $next == '=' ]]; then
            skip=''
        elif [[ $next == -* ]]; then
            [[ $valued == *" $next "* && ${COMP_WORDS[i+1]} != '=' ]] && skip=yes
        elif [[ $paths == *"|${verb:+$verb }$next|"* ]]; then
            verb=${verb:+$verb }$next
        fi
    done
)";

constexpr std::string_view tail = R"(    if [[ $word == -* ]]; then
        words=$options
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _dunlin dunlin
)";

std::string action(const option_facts& option) {
    switch (how_completed(option)) {
    case completed::words:
        return fmt::format("mapfile -t COMPREPLY < <(compgen -W {} -- \"$word\")",
                           shell_quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    case completed::files:
        return "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
    case completed::folders:
        return "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
    case completed::nothing:
        break;
    }
    return "COMPREPLY=()";
}

/// One branch for each option that takes a value.
std::string values_of(const verb_facts& verb) {
    std::string text;
    for (const auto& option : verb.options) {
        if (option.value.empty() || option.positional) {
            continue;
        }
        std::string patterns;
        for (const auto& name : option.names) {
            const std::string place = verb.path.empty() ? "*" : shell_quoted(verb.path);
            patterns += (patterns.empty() ? "" : " | ") + place + shell_quoted(" " + name);
        }
        text += fmt::format("    {})\n        {}\n        return ;;\n", patterns, action(option));
    }
    return text;
}

std::string names_of(const verb_facts& verb) {
    std::string names;
    for (const auto& option : verb.options) {
        if (!option.positional) {
            names += (names.empty() ? "" : " ") + fmt::format("{}", fmt::join(option.names, " "));
        }
    }
    return names;
}

std::string words_of(const verb_facts& verb) {
    std::vector<std::string> words = verb.verbs;
    for (const auto& option : verb.options) {
        if (option.positional) {
            words.insert(words.end(), option.choices.begin(), option.choices.end());
        }
    }
    return fmt::format("{}", fmt::join(words, " "));
}

} // namespace

std::string bash_completion(const std::vector<verb_facts>& all) {
    std::string paths = "|";
    std::string values;
    std::string branches;
    for (const auto& verb : all) {
        paths.append(verb.path).append("|");
        // The root's come last: its pattern fits every verb.
        values += verb.path.empty() ? "" : values_of(verb);
        branches += fmt::format("    {})\n        words={}\n        options+={} ;;\n",
                                shell_quoted(verb.path), shell_quoted(words_of(verb)),
                                shell_quoted(verb.path.empty() ? "" : " " + names_of(verb)));
    }
    values += values_of(all.front());
    std::string text(head);
    text += "_dunlin() {\n";
    text += fmt::format("    local valued=' {} '\n", fmt::join(valued_options(all), " "));
    text += fmt::format("    local paths={}\n", shell_quoted(paths));
    text += fmt::format("    local words='' options={}\n", shell_quoted(names_of(all.front())));
    text += reader;
    text += "    case \"$verb $previous\" in\n" + values + "    esac\n";
    text += "    case $verb in\n" + branches + "    esac\n";
    return text.append(tail);
}

} // namespace dunlin::cli
