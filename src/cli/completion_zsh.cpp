// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include <fmt/format.h>

namespace dunlin::cli {
namespace {

constexpr std::string_view head = R"(#compdef dunlin
# SPDX-License-Identifier: MIT
# Written by "dunlin completion zsh". Put it as _dunlin into a folder of $fpath.

)";

/// Reads the words before the cursor into `verb` ("migrate up") and `previous`, the option whose
/// value is being typed, which may stand before an = in the same word; `count` is that of the
/// verb's arguments.
constexpr std::string_view reader =
    R"(    local verb='' skip='' previous=$words[CURRENT-1] count=0 next i
    if [[ $PREFIX == --*=* ]]; then
        previous=${PREFIX%%=*}
        compset -P '*='
    fi
    for ((i = 2; i < CURRENT; i++)); do
        next=$words[i]
        if [[ -n $skip ]]; then
            skip=''
        elif [[ $next == -* ]]; then
            (( ${valued[(Ie)$next]} )) && skip=yes
        else
            [[ $verb == help ]] && verb=''
            if (( ${paths[(Ie)${verb:+$verb }$next]} )); then
                verb=${verb:+$verb }$next
            else
                (( count += 1 ))
            fi
        fi
    done
)";

/// Values that the project and its database know, each with a description behind a tab.
constexpr std::string_view live = R"(_dunlin_live() {
    local program=${(Q)words[1]} line
    local -a values
    for line in "${(@f)$(${program/#\~\//$HOME/} __complete $1 "${(@)words[2,CURRENT-1]}" 2>/dev/null)}"; do
        [[ -n $line ]] && values+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    _describe -V $1 values
}

)";

constexpr std::string_view tail = R"(    if [[ $PREFIX == -* ]]; then
        _describe -o option options
    elif (( $#verbs )); then
        _describe verb verbs
    else
        _files
    fi
}

_dunlin "$@"
)";

/// "name:description", as _describe wants it.
std::string described(std::string_view name, std::string_view description) {
    std::string escaped;
    for (const char c : name) {
        escaped += c == ':' ? std::string("\\:") : std::string(1, c);
    }
    return shell_quoted(fmt::format("{}:{}", escaped, description));
}

std::string action(const option_facts& option) {
    switch (how_completed(option)) {
    case completed::words: {
        std::string words;
        for (const auto& choice : option.choices) {
            words += " " + shell_quoted(choice);
        }
        return "compadd --" + words;
    }
    case completed::live:
        return "_dunlin_live " + option.live;
    case completed::files:
        return "_files";
    case completed::folders:
        return "_files -/";
    case completed::nothing:
        break;
    }
    return fmt::format("_message {}", shell_quoted(option.value));
}

std::string values_of(const verb_facts& verb) {
    std::string text;
    for (const auto& option : verb.options) {
        if (option.value.empty() || option.positional) {
            continue;
        }
        text += fmt::format("    ({})\n        {}\n        return ;;\n",
                            option_patterns(verb, option, "|"), action(option));
    }
    return text;
}

std::string options_of(const verb_facts& verb) {
    std::string text;
    for (const auto& option : verb.options) {
        for (const auto& name : option.names) {
            if (!option.positional) {
                text += "\n            " + described(name, option.description);
            }
        }
    }
    return text;
}

std::string verbs_of(const verb_facts& verb, const std::vector<verb_facts>& all) {
    std::string text;
    for (const auto& name : verb.verbs) {
        const std::string path = verb.path.empty() ? name : verb.path + " " + name;
        for (const auto& each : all) {
            if (each.path == path) {
                text += "\n            " + described(name, each.summary);
            }
        }
    }
    for (const auto& option : verb.options) {
        for (const auto& choice : option.choices) {
            if (option.positional) {
                text += "\n            " + described(choice, option.description);
            }
        }
    }
    return text;
}

} // namespace

std::string zsh_completion(const std::vector<verb_facts>& all) {
    std::string paths;
    std::string values;
    std::string branches;
    for (const auto& verb : all) {
        paths += verb.path.empty() ? "" : " " + shell_quoted(verb.path);
        values += verb.path.empty() ? "" : values_of(verb);
        branches +=
            fmt::format("    ({})\n{}        verbs=({})\n        options+=({}) ;;\n",
                        shell_quoted(verb.path), positional_values(verb, "[[ $PREFIX != -* ]]"),
                        verbs_of(verb, all), verb.path.empty() ? "" : options_of(verb));
    }
    values += values_of(all.front());
    std::string text(head);
    text += live;
    text += "_dunlin() {\n    local -a verbs options valued paths\n";
    text += fmt::format("    valued=({})\n", fmt::join(valued_options(all), " "));
    text += fmt::format("    paths=({})\n", paths.substr(1));
    text += fmt::format("    options=({})\n", options_of(all.front()));
    text += reader;
    text += "    case \"$verb $previous\" in\n" + values + "    esac\n";
    text += "    case $verb in\n" + branches + "    esac\n";
    return text.append(tail);
}

} // namespace dunlin::cli
