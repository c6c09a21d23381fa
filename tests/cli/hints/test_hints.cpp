// SPDX-License-Identifier: MIT
#include "literals.hpp"
#include "stage.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <regex>

using namespace hints_test;

namespace {

/// The commands that a text advises, each once, in their order.
std::vector<std::string> commands_in(const std::string& text) {
    static const std::regex pattern("`(dunlin [^`]*)`");
    std::vector<std::string> commands;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at) {
        const std::string command = (*at)[1].str();
        if (std::find(commands.begin(), commands.end(), command) == commands.end()) {
            commands.push_back(command);
        }
    }
    return commands;
}

void type_and_compare(const scene& scene, const stage& stage, const std::string& command) {
    const auto before = stage.contents();
    const auto typed = stage.type(command);
    CHECK_MESSAGE(typed.exit_code != 2, scene.name << ": " << command << ": " << typed.err);
    const auto after = stage.contents();
    std::vector<std::string> lost;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                        std::back_inserter(lost));
    for (const std::string& thing : lost) {
        CHECK_MESSAGE(scene.may_lose.contains(thing),
                      scene.name << ": " << command << " lost " << thing << ": " << typed.err);
    }
}

/// Nothing is lost, and no command is wrong usage.
void type_hints(const std::vector<scene>& scenes) {
    for (const scene& scene : scenes) {
        std::vector<std::string> commands;
        std::size_t next = 0;
        do { // each in a state of its own
            stage stage;
            const std::string printed = scene.play(stage);
            commands = commands_in(printed);
            REQUIRE_MESSAGE(next < commands.size(), scene.name << " prints: " << printed);
            type_and_compare(scene, stage, commands[next]);
        } while (++next < commands.size());
    }
}

} // namespace

TEST_CASE("the hints for wrong lines are safe to type") {
    type_hints(usage_scenes());
}

TEST_CASE("the commands that are suggested for other tools' and misplaced verbs are safe to type") {
    type_hints(suggestion_scenes());
}

TEST_CASE("the hints of migrate and status are safe to type") {
    type_hints(migrate_scenes());
}

TEST_CASE("the hints of query are safe to type") {
    type_hints(query_scenes());
}

TEST_CASE("the hints of seed, widget, user, config and init are safe to type") {
    type_hints(other_scenes());
}

TEST_CASE("the hints about servers are safe to type") {
    type_hints(server_scenes());
}

TEST_CASE("every hint of the sources is among those that are typed") {
    std::string printed;
    for (auto&& scenes :
         {usage_scenes(), migrate_scenes(), query_scenes(), other_scenes(), server_scenes()}) {
        for (const scene& scene : scenes) {
            stage stage;
            printed += scene.play(stage) + "\n";
        }
    }
    for (const hint_literal& hint : hints_of_sources()) {
        CHECK_MESSAGE(shows(printed, hint.text),
                      hint.file << ": no scene shows the hint: " << hint.text);
    }
}

TEST_CASE("literals of a source are joined, unescaped and free of comments") {
    const auto literals = string_literals(
        "f(\"a \" // \"no\"\n  \"b\\n\\\"\", '\"', 1'000, R\"x(raw \"(1)\")x\", g(\"c\"));");
    REQUIRE(literals.size() == 3);
    CHECK(literals[0] == "a b\n\"");
    CHECK(literals[1] == "raw \"(1)\"");
    CHECK(literals[2] == "c");
}
