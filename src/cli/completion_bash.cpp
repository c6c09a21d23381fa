// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include <fmt/format.h>

namespace dunlin::cli {
namespace {

constexpr std::string_view head = R"(# SPDX-License-Identifier: MIT
# Written by "dunlin completion bash". Needs nothing but bash: source it, or put it into
# ~/.local/share/bash-completion/completions/dunlin.

)";

/// Bash cuts words at signs such as = and :, so the line is cut anew, at blanks. Reads the words
/// before the cursor into `verb` ("migrate up") and `previous`, the option whose value is being
/// typed, which may stand before an = in the same word; `count` is that of the verb's arguments.
constexpr std::string_view reader =
    R"(    local -a typed
    read -ra typed <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && typed+=('')
    local last=$((${#typed[@]} - 1)) verb='' skip='' count=0 i next
    local word=${typed[last]} previous=${typed[last-1]}
    if [[ $word == --*=* ]]; then
        previous=${word%%=*}
        word=${word#*=}
    fi
    for ((i = 1; i < last; i++)); do
        next=${typed[i]}
        if [[ $skip ]]; then
            skip=''
        elif [[ $next == -* ]]; then
            [[ $valued == *" $next "* ]] && skip=yes
        else
            [[ $verb == help ]] && verb=''
            if [[ $paths == *"|${verb:+$verb }$next|"* ]]; then
                verb=${verb:+$verb }$next
            else
                ((count += 1))
            fi
        fi
    done
)";

/// Offers words, less what bash holds to be another word: what stands before the last = or :.
constexpr std::string_view helpers = R"(_dunlin_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
    local cut=${COMP_WORDS[COMP_CWORD]}
    if [[ $cut == --*=* ]]; then
        COMPREPLY=("${COMPREPLY[@]/#/${cut%%=*}=}")
        return
    fi
    [[ $cut == [=:] ]] && cut=''
    COMPREPLY=("${COMPREPLY[@]#"${word%"$cut"}"}")
}

_dunlin_live() {
    local -a values
    mapfile -t values < <("${COMP_WORDS[0]/#~\//$HOME/}" __complete "$1" "${typed[@]:1:last-1}" \
        2>/dev/null)
    values=("${values[@]%%$'\t'*}")
    _dunlin_offer "${values[*]}"
}

)";

constexpr std::string_view tail = R"(    if [[ $word == -* ]]; then
        words=$options
    fi
    _dunlin_offer "$words"
}

complete -o default -F _dunlin dunlin
)";

std::string action(const option_facts& option) {
    switch (how_completed(option)) {
    case completed::words:
        return fmt::format("_dunlin_offer {}",
                           shell_quoted(fmt::format("{}", fmt::join(option.choices, " "))));
    case completed::live:
        return "_dunlin_live " + option.live;
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
        text += fmt::format("    {})\n        {}\n        return ;;\n",
                            option_patterns(verb, option, " | "), action(option));
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
        branches += fmt::format(
            "    {})\n{}        words={}\n        options+={} ;;\n", shell_quoted(verb.path),
            positional_values(verb, "[[ $word != -* ]]"), shell_quoted(words_of(verb)),
            shell_quoted(verb.path.empty() ? "" : " " + names_of(verb)));
    }
    values += values_of(all.front());
    std::string text(head);
    text += helpers;
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
