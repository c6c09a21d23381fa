// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include <fmt/format.h>

namespace dunlin::cli {
namespace {

constexpr std::string_view head = R"(# SPDX-License-Identifier: MIT
# Written by "dunlin completion fish". Put it into ~/.config/fish/completions/dunlin.fish.

)";

constexpr std::string_view reader = R"(
# The words before the cursor: how many arguments the verb has so far, and the verb.
function __dunlin_typed
    set -l verb
    set -l skip
    set -l count 0
    for next in (commandline -opc)[2..-1]
        if set -q skip[1]
            set -e skip
        else if string match -q -- '-*' $next
            contains -- $next $__dunlin_valued; and set skip yes
        else
            test "$verb" = help; and set verb
            if contains -- (string join ' ' $verb $next) $__dunlin_paths
                set -a verb $next
            else
                set count (math $count + 1)
            end
        end
    end
    echo $count
    string join ' ' $verb; or echo
end

# Whether they name exactly this verb.
function __dunlin_at
    set -l typed (__dunlin_typed)
    test "$typed[2]" = "$argv"
end

# Whether so many of its arguments are there already.
function __dunlin_place
    set -l typed (__dunlin_typed)
    test "$typed[1]" = $argv[1]; and test "$typed[2]" = "$argv[2..-1]"
end

# Values that the project and its database know, with a description behind a tab.
function __dunlin_live
    set -l typed (commandline -opc)
    set -l program (string replace -r '^~/' $HOME/ -- $typed[1])
    command $program __complete $argv $typed[2..-1] 2>/dev/null
end

complete -c dunlin -f
)";

/// A text in single quotes, in which fish knows two escapes.
std::string fish_quoted(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + "'";
}

std::string condition(std::string_view path) {
    return fmt::format(" -n {}", fish_quoted(fmt::format("__dunlin_at {}", path)));
}

std::string place_condition(int place, std::string_view path) {
    return fmt::format(" -n {}", fish_quoted(fmt::format("__dunlin_place {} {}", place, path)));
}

std::string value_of(const option_facts& option) {
    switch (how_completed(option)) {
    case completed::words:
        return " -a " + fish_quoted(fmt::format("{}", fmt::join(option.choices, " ")));
    case completed::live:
        return fmt::format(" -a '(__dunlin_live {})'", option.live);
    case completed::files:
        return " -F";
    case completed::folders:
        return " -a '(__fish_complete_directories)'";
    case completed::nothing:
        break;
    }
    return "";
}

std::string option_line(const option_facts& option, const std::string& where) {
    std::string text = "complete -c dunlin" + where;
    for (const auto& name : option.names) {
        if (name.starts_with("--")) {
            text += " -l " + name.substr(2);
        } else if (name.starts_with('-')) {
            text += " -s " + name.substr(1);
        }
    }
    text += option.positional || option.value.empty() ? "" : " -r";
    return text + value_of(option) + " -d " + fish_quoted(option.description) + "\n";
}

} // namespace

std::string fish_completion(const std::vector<verb_facts>& all) {
    std::string text(head);
    text += fmt::format("set -g __dunlin_valued {}\n", fmt::join(valued_options(all), " "));
    text += "set -g __dunlin_paths";
    for (const auto& verb : all) {
        text += verb.path.empty() ? "" : " " + fish_quoted(verb.path);
    }
    text += "\n" + std::string(reader);
    for (const auto& verb : all) {
        const bool is_root = verb.path.empty();
        if (!is_root) {
            const auto space = verb.path.rfind(' ');
            const bool nested = space != std::string::npos;
            text += fmt::format("complete -c dunlin{} -a {} -d {}\n",
                                condition(nested ? verb.path.substr(0, space) : ""),
                                nested ? verb.path.substr(space + 1) : verb.path,
                                fish_quoted(verb.summary));
        }
        int place = 0;
        for (const auto& option : verb.options) {
            if (option.positional) {
                const bool anywhere = option.repeatable && place == 0;
                text += how_completed(option) == completed::nothing
                            ? ""
                            : option_line(option, anywhere ? condition(verb.path)
                                                           : place_condition(place, verb.path));
                ++place;
            } else {
                text += option_line(option, is_root ? "" : condition(verb.path));
            }
        }
    }
    return text;
}

} // namespace dunlin::cli
