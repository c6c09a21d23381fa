// SPDX-License-Identifier: MIT
#include <CLI/CLI.hpp>
#include <doctest/doctest.h>
#include <tree.hpp>

#include <set>
#include <string>
#include <vector>

namespace {

std::set<std::string> names_of(const CLI::App& app) {
    std::set<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const auto& name : option->get_snames()) {
            names.insert("-" + name);
        }
        for (const auto& name : option->get_lnames()) {
            names.insert("--" + name);
        }
    }
    return names;
}

} // namespace

TEST_CASE("no verb has a flag with the name of a global option") {
    const dunlin::cli::tree verbs;
    const auto global = names_of(verbs.root());
    for (const auto& command : dunlin::commands::list()) {
        for (const auto& name : names_of(*verbs.find(command.path))) {
            // The --role of `user` is a role of users; there the global option must precede the
            // verb.
            const bool is_user_role = name == "--role" && command.path.starts_with("user ");
            CHECK_MESSAGE((global.count(name) == 0 || is_user_role), command.path, " ", name);
        }
    }
}

TEST_CASE("every verb has a path of its own, a summary without a full stop, and described flags") {
    const dunlin::cli::tree verbs;
    std::set<std::string_view> paths;
    for (const auto& command : dunlin::commands::list()) {
        CHECK_MESSAGE(paths.insert(command.path).second, command.path);
        CHECK_MESSAGE(!command.summary.empty(), command.path);
        CHECK_MESSAGE(command.summary.back() != '.', command.path);
        for (const CLI::Option* option : verbs.find(command.path)->get_options()) {
            CHECK_MESSAGE(!option->get_description().empty(), command.path, " ",
                          option->get_name());
        }
    }
}

TEST_CASE("a line's tree has the verbs that the line can name, with all their flags") {
    const dunlin::cli::tree complete;
    const std::vector<std::string> line{"dunlin", "migrate", "up", "-d", "status"};
    const dunlin::cli::tree verbs(line);
    for (const auto& command : dunlin::commands::list()) {
        const CLI::App* app = verbs.find(command.path);
        const bool is_named = command.path == "migrate up" || command.path == "status";
        CHECK_MESSAGE((app != nullptr) == is_named, command.path);
        if (is_named) {
            CHECK(names_of(*app) == names_of(*complete.find(command.path)));
            CHECK(verbs.verb_of(app).run);
        }
    }
}
