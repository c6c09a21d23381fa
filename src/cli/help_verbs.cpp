// SPDX-License-Identifier: MIT
#include "help_verbs.hpp"

#include "completion.hpp"
#include "documents.hpp"
#include "help.hpp"
#include "outline.hpp"
#include "suggestion.hpp"
#include "synopsis.hpp"
#include "tree.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace dunlin::cli {
namespace {

using commands::command;
using commands::needs;

constexpr command help_verb{"help", "Show help for a verb", needs::nothing, nullptr};
constexpr command completion_verb{"completion", "Print the completion script for a shell",
                                  needs::nothing, nullptr};
constexpr command generate_verb{"generate", "Write the man pages into a folder", needs::nothing,
                                nullptr};

CLI::App& find_verb(const tree& verbs, const std::vector<std::string>& words) {
    CLI::App* app = &verbs.root();
    std::string path;
    for (const std::string& word : words) {
        path += (path.empty() ? "" : " ") + word;
        CLI::App* next = verbs.find(path);
        if (next == nullptr) {
            const std::string command = suggest_command(verbs.root(), *app, word).verb;
            throw error(error_kind::usage, fmt::format("unknown verb \"{}\"", path))
                .with_hint(command.empty() || verbs.find(command) == nullptr
                               ? fmt::format("`{} -h` lists the verbs", full_name(*app))
                               : fmt::format("did you mean `dunlin help {}`?", command));
        }
        app = next;
    }
    return *app;
}

void add_help(tree& verbs) {
    CLI::App& app = verbs.add(help_verb);
    auto words = std::make_shared<std::vector<std::string>>();
    auto all = std::make_shared<bool>(false);
    auto* verb = app.add_option("verb", *words, "Verb to show help for, such as migrate up");
    verb->type_name("VERB");
    app.add_flag("--all", *all, "Show the help of every verb")
        ->disable_flag_override()
        ->excludes(verb);
    verbs.set_runner(app, [&verbs, words, all](commands::context& context) {
        const auto width =
            context.terminals().output.is_terminal ? context.terminals().output.width : 80;
        context.print(*all ? all_help(verbs, width)
                           : long_help(verbs, find_verb(verbs, *words), width));
        return exit_code::done;
    });
}

void add_completion(tree& verbs) {
    CLI::App& app = verbs.add(completion_verb);
    auto shell = std::make_shared<std::string>();
    app.add_option("shell", *shell, "bash, zsh or fish")->type_name("SHELL")->required();
    verbs.set_runner(app, [shell](commands::context& context) {
        context.print(std::string(completion_script(*shell)));
        return exit_code::done;
    });
}

void add_generate(tree& verbs) {
    CLI::App& app = verbs.add(generate_verb);
    // Help does not show a verb without a group.
    app.group("");
    auto kind = std::make_shared<std::string>();
    auto folder = std::make_shared<std::string>();
    app.add_option("what", *kind, "man");
    app.add_option("folder", *folder, "Where to write");
    verbs.set_runner(app, [&verbs, kind, folder](commands::context& context) {
        const auto files = documents(*kind, outline(verbs.root()));
        if (folder->empty()) {
            throw error(error_kind::usage, "folder is required");
        }
        for (const auto& [name, text] : files) {
            write_document(*folder, name, text);
            context.debug(fmt::format("wrote {}/{}", *folder, name));
        }
        return exit_code::done;
    });
}

} // namespace

void add_help_verbs(tree& verbs) {
    add_completion(verbs);
    add_help(verbs);
    add_generate(verbs);
}

} // namespace dunlin::cli
