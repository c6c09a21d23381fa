// SPDX-License-Identifier: MIT
#include "parse.hpp"

#include "synopsis.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/output/format.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <string>
#include <vector>

namespace dunlin::cli {
namespace {

CLI::App* named_app(CLI::App& root) {
    CLI::App* app = &root;
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().front();
    }
    return app;
}

/// The long names of the options that may stand after the verb.
std::vector<std::string> option_names(const CLI::App* app) {
    std::vector<std::string> names;
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            for (const auto& name : option->get_lnames()) {
                names.push_back("--" + name);
            }
        }
    }
    return names;
}

std::vector<std::string> verb_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : visible_verbs(app)) {
        names.push_back(verb->get_name());
    }
    return names;
}

/// `hint_of_all` is what to say when nothing is near.
std::string suggestion(const std::string& word, const std::vector<std::string>& names,
                       std::string hint_of_all) {
    const std::string near = closest_match(word, names);
    return near.empty() ? std::move(hint_of_all) : fmt::format("did you mean {}?", near);
}

bool looks_like_option(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && word != "--";
}

[[noreturn]] void refuse_word(const std::string& word, const CLI::App& app) {
    const auto names = verb_names(app);
    if (names.empty()) {
        throw error(error_kind::usage, fmt::format("unexpected argument \"{}\"", word))
            .with_hint(fmt::format("`{} -h` shows its usage", full_name(app)));
    }
    throw error(error_kind::usage, fmt::format("unknown verb \"{}\"", word))
        .with_hint(suggestion(word, names, fmt::format("`{} -h` lists the verbs", full_name(app))));
}

/// Throws for what stands on the line and nobody knew: an option before a word.
void refuse_unknown(const CLI::App& root, const CLI::App& app) {
    const std::vector<std::string> left = root.remaining(true);
    const auto option = std::find_if(left.begin(), left.end(), looks_like_option);
    if (option != left.end()) {
        // Only the name: the value may be a secret.
        const std::string name = option->substr(0, option->find('='));
        throw error(error_kind::usage, fmt::format("unknown option {}", name))
            .with_hint(suggestion(name, option_names(&app),
                                  fmt::format("`{} -h` lists the options", full_name(app))));
    }
    const auto word = std::find_if(left.begin(), left.end(),
                                   [](const std::string& each) { return each != "--"; });
    if (word != left.end()) {
        refuse_word(*word, app);
    }
}

/// What names a server, a file, a table or the like: without a value another one would be taken.
bool names_something(const CLI::Option& option) {
    constexpr std::array<std::string_view, 12> kinds{"URL",    "NAME",    "FILE",     "DIR",
                                                     "FOLDER", "TOOL",    "TABLE",    "ROLE",
                                                     "FORMAT", "VERSION", "REVISION", "TIME"};
    return std::find(kinds.begin(), kinds.end(), value_name(option)) != kinds.end();
}

/// `-d "$UNSET"` must not mean the next best database.
void refuse_empty_values(const CLI::App* app) {
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            const auto& given = option->results();
            if (names_something(*option) &&
                std::any_of(given.begin(), given.end(),
                            [](const std::string& value) { return trim(value).empty(); })) {
                throw error(error_kind::usage, fmt::format("{} is empty", option->get_name()))
                    .with_hint("give it a value or omit it");
            }
        }
    }
}

/// CLI11 would take the next word for the value of `--database=`.
void refuse_dangling_equals(std::span<const std::string> words) {
    for (const auto& word : words) {
        if (word == "--") {
            return;
        }
        if (word.starts_with("--") && word.size() > 3 && word.find('=') == word.size() - 1) {
            throw error(error_kind::usage,
                        fmt::format("{} is empty", word.substr(0, word.size() - 1)))
                .with_hint("give it a value or omit it");
        }
    }
}

/// The option that CLI11's words begin with, with its dashes or without; null for none.
const CLI::Option* option_meant(std::string_view words, const CLI::App* app) {
    const std::string_view name = words.substr(0, words.find_first_of(": "));
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            if (option->get_name() == name || option->check_lname(std::string(name))) {
                return option;
            }
        }
    }
    return nullptr;
}

std::string mismatch(const CLI::Option& option) {
    const std::string name = option.get_name();
    const std::string value = value_name(option);
    if (value.empty()) {
        return fmt::format("{} takes no value", name);
    }
    return option.count() > 1 ? fmt::format("{} is given {} times", name, option.count())
                              : fmt::format("{} needs a value", name);
}

/// What is missing or malformed, with the verb's help to turn to.
error reworded(const CLI::ParseError& problem, const CLI::App& app) {
    std::string words = problem.what();
    if (const CLI::Option* option = option_meant(words, &app);
        option != nullptr && problem.get_name() == "ArgumentMismatch") {
        words = mismatch(*option);
    }
    return error(error_kind::usage, words)
        .with_hint(fmt::format("`{} -h` shows its usage", full_name(app)));
}

/// A line that cannot be read stops before its values are looked at; how errors are to be printed
/// is known all the same.
void read_format(tree& verbs) {
    if (verbs.log_format->count() > 0 && verbs.log_format->results().back() == "json") {
        verbs.globals.log = commands::log_format::json;
    }
    if (verbs.globals.format || verbs.format->count() == 0) {
        return;
    }
    try {
        verbs.globals.format = output::parse_format(verbs.format->results().back());
    } catch (const error&) {
        // Then they are printed as text.
        return;
    }
}

} // namespace

parsed parse(tree& verbs, std::span<const std::string> words) {
    CLI::App& root = verbs.root();
    std::vector<const char*> arguments;
    for (const auto& word : words) {
        arguments.push_back(word.c_str());
    }
    std::exception_ptr problem;
    try {
        refuse_dangling_equals(words.subspan(std::min<std::size_t>(1, words.size())));
        root.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const CLI::ParseError& wrong) {
        problem = std::make_exception_ptr(reworded(wrong, *named_app(root)));
    } catch (const error&) {
        problem = std::current_exception();
    }
    read_format(verbs);
    CLI::App* app = named_app(root);
    if (verbs.version->count() > 0) {
        return {request::version, app};
    }
    if (verbs.long_help->count() > 0) {
        return {request::long_help, app};
    }
    if (verbs.short_help->count() > 0) {
        return {request::short_help, app};
    }
    refuse_unknown(root, *app);
    if (problem) {
        std::rethrow_exception(problem);
    }
    refuse_empty_values(app);
    return {request::run, app};
}

} // namespace dunlin::cli
