// SPDX-License-Identifier: MIT
#include "suggestion.hpp"

#include "synopsis.hpp"

#include <dunlin/base/closest_match.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace dunlin::cli {
namespace {

struct foreign_verb {
    std::string_view word;
    std::string_view command;
    std::string_view arguments = {};
};

/// Verbs of Flyway, Liquibase, goose, golang-migrate, dbmate, sqitch, Alembic, Django, Rails,
/// Knex, Prisma and others, and the commands that do the same.
constexpr std::array foreign_verbs{
    foreign_verb{"apply", "migrate up"},
    foreign_verb{"deploy", "migrate up"},
    foreign_verb{"latest", "migrate up"},
    foreign_verb{"run", "migrate up"},
    foreign_verb{"update", "migrate up"},
    foreign_verb{"upgrade", "migrate up"},
    foreign_verb{"migrate", "migrate up"},
    foreign_verb{"up-to", "migrate to"},
    foreign_verb{"goto", "migrate to"},
    foreign_verb{"down-to", "migrate to"},
    foreign_verb{"rollback", "migrate down"},
    foreign_verb{"undo", "migrate down"},
    foreign_verb{"revert", "migrate down"},
    foreign_verb{"downgrade", "migrate down"},
    foreign_verb{"reset", "migrate to", "0"},
    foreign_verb{"create", "migrate new"},
    foreign_verb{"generate", "migrate new"},
    foreign_verb{"add", "migrate new"},
    foreign_verb{"make", "migrate new"},
    foreign_verb{"revision", "migrate new"},
    foreign_verb{"validate", "migrate check"},
    foreign_verb{"stamp", "migrate baseline"},
    foreign_verb{"force", "migrate repair"},
    foreign_verb{"info", "status"},
    foreign_verb{"show", "status"},
    foreign_verb{"current", "status"},
    foreign_verb{"version", "status"},
    foreign_verb{"list", "status"},
    foreign_verb{"sql", "query"},
    foreign_verb{"psql", "query"},
    foreign_verb{"exec", "query"},
};

/// What these verbs cannot do without, although no single argument is required.
struct verb_arguments {
    std::string_view verb;
    std::string_view arguments;
};
constexpr std::array needed_arguments{verb_arguments{"query", "SQL"},
                                      verb_arguments{"migrate repair", "--help"},
                                      verb_arguments{"widget import", "FILE"}};

/// These revert what was applied, so a suggestion only shows what they would do.
constexpr std::array<std::string_view, 3> reverting_verbs{"migrate down", "migrate redo",
                                                          "migrate to"};

suggestion command_of_foreign_verb(std::string_view word) {
    const auto* found = std::find_if(foreign_verbs.begin(), foreign_verbs.end(),
                                     [&](const foreign_verb& verb) { return verb.word == word; });
    return found == foreign_verbs.end()
               ? suggestion()
               : suggestion{std::string(found->command), std::string(found->arguments)};
}

std::string path_of(const CLI::App& app) {
    const std::string name = full_name(app);
    return name.substr(std::min(name.size(), name.find(' ') + 1));
}

void append_paths(const CLI::App& app, std::string_view word, std::vector<std::string>& paths) {
    for (const CLI::App* verb : visible_verbs(app)) {
        if (verb->get_name() == word) {
            paths.push_back(path_of(*verb));
        }
        append_paths(*verb, word, paths);
    }
}

/// The path of the verb called `word`, if there is exactly one or if it stands at the top.
std::string path_of_verb(const CLI::App& root, std::string_view word) {
    std::vector<std::string> paths;
    append_paths(root, word, paths);
    const bool is_at_top = std::find(paths.begin(), paths.end(), word) != paths.end();
    if (is_at_top) {
        return std::string(word);
    }
    return paths.size() == 1 ? paths.front() : "";
}

/// Whether other tools' verbs may be meant there, which work on migrations or databases.
bool accepts_foreign_verbs(const CLI::App& app) {
    return app.get_parent() == nullptr || app.get_name() == "migrate" || app.get_name() == "db";
}

std::string closest_verb(const CLI::App& app, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::App* verb : visible_verbs(app)) {
        names.push_back(verb->get_name());
    }
    const std::string name = closest_match(word, names);
    if (name.empty()) {
        return "";
    }
    return app.get_parent() == nullptr ? name : path_of(app) + " " + name;
}

suggestion closest_foreign_verb(std::string_view word) {
    std::vector<std::string> words;
    for (const auto& verb : foreign_verbs) {
        words.emplace_back(verb.word);
    }
    return command_of_foreign_verb(closest_match(word, words));
}

const CLI::App* verb_at(const CLI::App& root, std::string_view path) {
    const CLI::App* app = &root;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find(' '));
        path.remove_prefix(std::min(path.size(), name.size() + 1));
        const auto verbs = visible_verbs(*app);
        const auto found = std::find_if(verbs.begin(), verbs.end(), [&](const CLI::App* verb) {
            return verb->get_name() == name;
        });
        if (found == verbs.end()) {
            return nullptr;
        }
        app = *found;
    }
    return app;
}

/// A group of verbs only has help.
std::string arguments_for(const CLI::App& verb) {
    const std::string path = path_of(verb);
    const auto* needed =
        std::find_if(needed_arguments.begin(), needed_arguments.end(),
                     [&](const verb_arguments& entry) { return entry.verb == path; });
    if (needed != needed_arguments.end()) {
        return std::string(needed->arguments);
    }
    return is_verb(verb) || visible_verbs(verb).empty() ? required_arguments(verb) : "-h";
}

suggestion find_suggestion(const CLI::App& root, const CLI::App& app, std::string_view word) {
    if (app.get_parent() == nullptr && word == "version") {
        return {"", "--version"};
    }
    const bool accepts_foreign = accepts_foreign_verbs(app);
    suggestion found = accepts_foreign ? command_of_foreign_verb(word) : suggestion();
    if (found.verb.empty()) {
        found.verb = path_of_verb(root, word);
    }
    if (found.verb.empty()) {
        found.verb = closest_verb(app, word);
    }
    return found.verb.empty() && accepts_foreign ? closest_foreign_verb(word) : found;
}

} // namespace

suggestion suggest_command(const CLI::App& root, const CLI::App& app, std::string_view word) {
    suggestion found = find_suggestion(root, app, word);
    if (found.verb.empty()) {
        return found;
    }
    const CLI::App* verb = verb_at(root, found.verb);
    if (found.arguments.empty() && verb != nullptr) {
        found.arguments = arguments_for(*verb);
    }
    const bool reverts = std::find(reverting_verbs.begin(), reverting_verbs.end(), found.verb) !=
                         reverting_verbs.end();
    if (reverts) {
        found.arguments += found.arguments.empty() ? "--dry-run" : " --dry-run";
    }
    return found;
}

} // namespace dunlin::cli
