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
    foreign_verb{"reset", "migrate to 0"},
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

std::string command_of_foreign_verb(std::string_view word) {
    const auto* found = std::find_if(foreign_verbs.begin(), foreign_verbs.end(),
                                     [&](const foreign_verb& verb) { return verb.word == word; });
    return found == foreign_verbs.end() ? "" : std::string(found->command);
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

std::string closest_foreign_verb(std::string_view word) {
    std::vector<std::string> words;
    for (const auto& verb : foreign_verbs) {
        words.emplace_back(verb.word);
    }
    return command_of_foreign_verb(closest_match(word, words));
}

} // namespace

std::string suggested_command(const CLI::App& root, const CLI::App& app, std::string_view word) {
    if (app.get_parent() == nullptr && word == "version") {
        return "--version";
    }
    const bool accepts_foreign = accepts_foreign_verbs(app);
    std::string command = accepts_foreign ? command_of_foreign_verb(word) : "";
    if (command.empty()) {
        command = path_of_verb(root, word);
    }
    if (command.empty()) {
        command = closest_verb(app, word);
    }
    if (command.empty() && accepts_foreign) {
        command = closest_foreign_verb(word);
    }
    return command;
}

} // namespace dunlin::cli
