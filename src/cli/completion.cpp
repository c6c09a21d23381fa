// SPDX-License-Identifier: MIT
#include "completion.hpp"

#include "outline.hpp"
#include "tree.hpp"

#include <dunlin/commands/complete.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dunlin::cli {
namespace {

/// What is being completed, by the arguments before the cursor.
struct unfinished_line {
    const verb_info* verb = nullptr;
    const option_info* option = nullptr; ///< the option whose value is being typed
    std::size_t arguments = 0;           ///< of the verb, before the cursor
    bool is_help = false;                ///< the command is `help VERB`
};

const verb_info* find_verb(const std::vector<verb_info>& all, const verb_info& parent,
                           const std::string& name) {
    const std::string path = parent.path.empty() ? name : parent.path + " " + name;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const verb_info& verb) { return verb.path == path; });
    return found == all.end() ? nullptr : &*found;
}

const option_info* find_option(const verb_info& verb, std::string_view name) {
    const auto has_name = [&](const option_info& option) {
        return !option.positional &&
               std::find(option.names.begin(), option.names.end(), name) != option.names.end();
    };
    const auto found = std::find_if(verb.options.begin(), verb.options.end(), has_name);
    return found == verb.options.end() ? nullptr : &*found;
}

/// The verb's or the global option of that name; null if it has no value.
const option_info* find_valued_option(const verb_info& root, const verb_info& verb,
                                      std::string_view name) {
    const option_info* option = find_option(verb, name);
    if (option == nullptr) {
        option = find_option(root, name);
    }
    return option == nullptr || option->value.empty() ? nullptr : option;
}

unfinished_line read_line(const std::vector<verb_info>& all, std::span<const std::string> before,
                          std::string_view current) {
    const verb_info& root = all.front();
    unfinished_line line{&root};
    for (const auto& argument : before) {
        if (line.option != nullptr) {
            line.option = nullptr;
        } else if (argument.starts_with('-')) {
            line.option = find_valued_option(root, *line.verb, argument);
        } else if (argument == "help" && line.verb == &root) {
            line.is_help = true;
        } else if (const verb_info* verb = find_verb(all, *line.verb, argument)) {
            line.verb = verb;
        } else {
            ++line.arguments;
        }
    }
    const auto equals = current.find('=');
    if (line.option == nullptr && current.starts_with("--") && equals != std::string_view::npos) {
        line.option = find_valued_option(root, *line.verb, current.substr(0, equals));
    }
    return line;
}

/// The positional of the next argument; null when the verb accepts no more.
const option_info* next_positional(const unfinished_line& line) {
    std::size_t index = 0;
    for (const auto& option : line.verb->options) {
        if (option.positional && (index++ == line.arguments || option.repeatable)) {
            return &option;
        }
    }
    return nullptr;
}

void print_verbs(const std::vector<verb_info>& all, const verb_info& parent) {
    for (const auto& name : parent.verbs) {
        fmt::print("{}\t{}\n", name, find_verb(all, parent, name)->summary);
    }
}

void print_options(const verb_info& root, const verb_info& verb) {
    for (const verb_info* owner : {&verb, &root}) {
        for (const auto& option : owner->options) {
            for (const auto& name : option.names) {
                const bool is_hidden = owner != &verb && find_option(verb, name) != nullptr;
                if (!option.positional && !is_hidden) {
                    fmt::print("{}\t{}\n", name, option.description);
                }
            }
        }
        if (&verb == &root) {
            return;
        }
    }
}

void print_values(const option_info& option, std::span<const std::string> before) {
    for (const auto& choice : option.choices) {
        fmt::print("{}\t{}\n", choice, option.description);
    }
    if (!option.choices.empty()) {
        return;
    }
    if (!option.live.empty()) {
        commands::print_live_values(option.live, before);
    } else if (option.value.starts_with("FILE") || option.value == "PATH") {
        fmt::print(":files\n");
    } else if (option.value == "DIR" || option.value == "FOLDER") {
        fmt::print(":folders\n");
    } else {
        fmt::print(":value {}\n", option.value);
    }
}

} // namespace

void print_completions(std::span<const std::string> arguments) {
    const tree verbs;
    const auto all = outline(verbs.root());
    const auto before = arguments.first(arguments.empty() ? 0 : arguments.size() - 1);
    const std::string_view current = arguments.empty() ? std::string_view{} : arguments.back();
    const unfinished_line line = read_line(all, before, current);
    if (line.option != nullptr) {
        print_values(*line.option, before);
        return;
    }
    if (current.starts_with('-')) {
        print_options(all.front(), line.is_help ? all.front() : *line.verb);
        return;
    }
    if (line.arguments == 0) {
        print_verbs(all, *line.verb);
    }
    const option_info* positional = line.is_help ? nullptr : next_positional(line);
    if (positional != nullptr) {
        print_values(*positional, before);
    }
}

} // namespace dunlin::cli
