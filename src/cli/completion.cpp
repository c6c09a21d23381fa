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

/// What the words before the cursor say about the word at the cursor.
struct unfinished_line {
    const verb_facts* verb = nullptr;
    const option_facts* option = nullptr; ///< the option whose value is being typed
    std::size_t arguments = 0;            ///< those of the verb so far
    bool is_help = false;                 ///< the verb is an argument of `help`
};

const verb_facts* find_verb(const std::vector<verb_facts>& all, const verb_facts& parent,
                            const std::string& name) {
    const std::string path = parent.path.empty() ? name : parent.path + " " + name;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const verb_facts& verb) { return verb.path == path; });
    return found == all.end() ? nullptr : &*found;
}

const option_facts* find_option(const verb_facts& verb, std::string_view name) {
    const auto has_name = [&](const option_facts& option) {
        return !option.positional &&
               std::find(option.names.begin(), option.names.end(), name) != option.names.end();
    };
    const auto found = std::find_if(verb.options.begin(), verb.options.end(), has_name);
    return found == verb.options.end() ? nullptr : &*found;
}

/// The verb's option of that name, or the global one; null when it takes no value.
const option_facts* find_valued_option(const verb_facts& root, const verb_facts& verb,
                                       std::string_view name) {
    const option_facts* option = find_option(verb, name);
    if (option == nullptr) {
        option = find_option(root, name);
    }
    return option == nullptr || option->value.empty() ? nullptr : option;
}

unfinished_line read_line(const std::vector<verb_facts>& all, std::span<const std::string> before,
                          std::string_view word) {
    const verb_facts& root = all.front();
    unfinished_line line{&root};
    for (const auto& next : before) {
        if (line.option != nullptr) {
            line.option = nullptr;
        } else if (next.starts_with('-')) {
            line.option = find_valued_option(root, *line.verb, next);
        } else if (next == "help" && line.verb == &root) {
            line.is_help = true;
        } else if (const verb_facts* verb = find_verb(all, *line.verb, next)) {
            line.verb = verb;
        } else {
            ++line.arguments;
        }
    }
    const auto equals = word.find('=');
    if (line.option == nullptr && word.starts_with("--") && equals != std::string_view::npos) {
        line.option = find_valued_option(root, *line.verb, word.substr(0, equals));
    }
    return line;
}

/// The positional that the next argument is read into; null when the verb accepts no more.
const option_facts* next_positional(const unfinished_line& line) {
    std::size_t place = 0;
    for (const auto& option : line.verb->options) {
        if (option.positional && (place++ == line.arguments || option.repeatable)) {
            return &option;
        }
    }
    return nullptr;
}

void print_verbs(const std::vector<verb_facts>& all, const verb_facts& parent) {
    for (const auto& name : parent.verbs) {
        fmt::print("{}\t{}\n", name, find_verb(all, parent, name)->summary);
    }
}

void print_options(const verb_facts& root, const verb_facts& verb) {
    for (const verb_facts* owner : {&verb, &root}) {
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

void print_values(const option_facts& option, std::span<const std::string> before) {
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

void print_completions(std::span<const std::string> words) {
    const tree verbs;
    const auto all = outline(verbs.root());
    const auto before = words.first(words.empty() ? 0 : words.size() - 1);
    const std::string_view word = words.empty() ? std::string_view{} : words.back();
    const unfinished_line line = read_line(all, before, word);
    if (line.option != nullptr) {
        print_values(*line.option, before);
        return;
    }
    if (word.starts_with('-')) {
        print_options(all.front(), line.is_help ? all.front() : *line.verb);
        return;
    }
    if (line.arguments == 0) {
        print_verbs(all, *line.verb);
    }
    const option_facts* positional = line.is_help ? nullptr : next_positional(line);
    if (positional != nullptr) {
        print_values(*positional, before);
    }
}

} // namespace dunlin::cli
