// SPDX-License-Identifier: MIT
#include "parse.hpp"

#include "suggestion.hpp"
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

/// The long names of the options that the verb accepts.
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

bool looks_like_option(std::string_view word) {
    return word.size() > 1 && word[0] == '-' && word != "--";
}

[[noreturn]] void refuse_argument(const std::string& word, const CLI::App& root,
                                  const CLI::App& app) {
    if (visible_verbs(app).empty()) {
        throw error(error_kind::usage, fmt::format("unexpected argument \"{}\"", word))
            .with_hint(fmt::format("`{} -h` shows its usage", full_name(app)));
    }
    const suggestion command = suggest_command(root, app, word);
    throw error(error_kind::usage, fmt::format("unknown verb \"{}\"", word))
        .with_hint(command.is_empty() ? fmt::format("`{} -h` lists the verbs", full_name(app))
                                      : fmt::format("did you mean `dunlin {}`?", command.line()));
}

/// `name` is without a value, which may be a secret.
[[noreturn]] void refuse_option(const std::string& name, const CLI::App& app) {
    if (app.get_parent() != nullptr && app.get_option_no_throw(name) != nullptr) {
        const std::string verb = full_name(app).substr(std::string_view("dunlin ").size());
        throw error(error_kind::usage, fmt::format("{} is an option of `{}`", name, verb))
            .with_hint(fmt::format("put it after `{}`", verb));
    }
    const std::string suggestion = closest_match(name, option_names(&app));
    throw error(error_kind::usage, fmt::format("unknown option {}", name))
        .with_hint(suggestion.empty() ? fmt::format("`{} -h` lists the options", full_name(app))
                                      : fmt::format("did you mean {}?", suggestion));
}

/// Throws for an unknown verb before all options, else for the first unknown option, else for the
/// first unexpected argument.
void refuse_unknown(const CLI::App& root, const CLI::App& app) {
    const std::vector<std::string> remaining = root.remaining(true);
    const bool lacks_verb = !is_verb(app) && !visible_verbs(app).empty();
    if (lacks_verb && !remaining.empty() && !looks_like_option(remaining.front()) &&
        remaining.front() != "--") {
        refuse_argument(remaining.front(), root, app);
    }
    const auto option = std::find_if(remaining.begin(), remaining.end(), looks_like_option);
    if (option != remaining.end()) {
        refuse_option(option->substr(0, option->find('=')), app);
    }
    const auto argument = std::find_if(remaining.begin(), remaining.end(),
                                       [](const std::string& text) { return text != "--"; });
    if (argument != remaining.end()) {
        refuse_argument(*argument, root, app);
    }
}

/// Whether the value names a server, file, table or the like, so that an empty one would silently
/// mean another.
bool must_not_be_empty(const CLI::Option& option) {
    constexpr std::array<std::string_view, 13> kinds{
        "URL",  "NAME", "FILE",   "DIR",     "FOLDER",   "TOOL", "TABLE",
        "ROLE", "ZONE", "FORMAT", "VERSION", "REVISION", "TIME"};
    return std::find(kinds.begin(), kinds.end(), value_name(option)) != kinds.end();
}

/// `-d "$UNSET"` must not mean the default database.
void refuse_empty_values(const CLI::App* app) {
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            const auto& values = option->results();
            if (must_not_be_empty(*option) &&
                std::any_of(values.begin(), values.end(),
                            [](const std::string& value) { return trim(value).empty(); })) {
                throw error(error_kind::usage, fmt::format("{} is empty", option->get_name()))
                    .with_hint("give it a value or omit it");
            }
        }
    }
}

/// CLI11 would read the next argument as the value of `--database=`.
void refuse_trailing_equals(std::span<const std::string> arguments) {
    for (const auto& argument : arguments) {
        if (argument == "--") {
            return;
        }
        if (argument.starts_with("--") && argument.size() > 3 &&
            argument.find('=') == argument.size() - 1) {
            throw error(error_kind::usage,
                        fmt::format("{} is empty", argument.substr(0, argument.size() - 1)))
                .with_hint("give it a value or omit it");
        }
    }
}

/// The option that a message of CLI11 begins with, with or without dashes; null for none.
const CLI::Option* find_mentioned_option(std::string_view message, const CLI::App* app) {
    const std::string_view name = message.substr(0, message.find_first_of(": "));
    for (; app != nullptr; app = app->get_parent()) {
        for (const CLI::Option* option : app->get_options()) {
            if (option->get_name() == name || option->check_lname(std::string(name))) {
                return option;
            }
        }
    }
    return nullptr;
}

std::string describe_mismatch(const CLI::Option& option) {
    const std::string name = option.get_name();
    const std::string value = value_name(option);
    if (value.empty()) {
        return fmt::format("{} does not accept a value", name);
    }
    return option.count() > 1 ? fmt::format("{} is given {} times", name, option.count())
                              : fmt::format("{} needs a value", name);
}

/// The error(usage) for an error of CLI11.
error usage_error(const CLI::ParseError& problem, const CLI::App& app) {
    std::string message = problem.what();
    if (const CLI::Option* option = find_mentioned_option(message, &app);
        option != nullptr && problem.get_name() == "ArgumentMismatch") {
        message = describe_mismatch(*option);
    }
    return error(error_kind::usage, message)
        .with_hint(fmt::format("`{} -h` shows its usage", full_name(app)));
}

/// Reads the options for the format of errors, which CLI11 has not read when the line is invalid.
void read_error_format(tree& verbs) {
    if (verbs.log_format->count() > 0 && verbs.log_format->results().back() == "json") {
        verbs.globals.log = commands::log_format::json;
    }
    if (verbs.globals.format || verbs.format->count() == 0) {
        return;
    }
    try {
        verbs.globals.format = output::parse_format(verbs.format->results().back());
    } catch (const error&) {
        // The error is then printed as text.
        return;
    }
}

} // namespace

parsed_line parse(tree& verbs, std::span<const std::string> arguments) {
    CLI::App& root = verbs.root();
    std::vector<const char*> argv;
    for (const auto& argument : arguments) {
        argv.push_back(argument.c_str());
    }
    std::exception_ptr failure;
    try {
        refuse_trailing_equals(arguments.subspan(std::min<std::size_t>(1, arguments.size())));
        root.parse(static_cast<int>(argv.size()), argv.data());
    } catch (const CLI::ParseError& problem) {
        failure = std::make_exception_ptr(usage_error(problem, *named_app(root)));
    } catch (const error&) {
        failure = std::current_exception();
    }
    read_error_format(verbs);
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
    if (failure) {
        std::rethrow_exception(failure);
    }
    refuse_empty_values(app);
    return {request::run, app};
}

} // namespace dunlin::cli
