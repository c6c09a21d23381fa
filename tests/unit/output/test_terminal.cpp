// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/output/terminal.hpp>

#include <doctest/doctest.h>

#include <map>
#include <string>

using namespace dunlin::output;

namespace {

dunlin::environment with(std::map<std::string, std::string> variables) {
    return [variables = std::move(variables)](const std::string& name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

constexpr terminal screen{true, 80};
constexpr terminal file{false, 0};

} // namespace

TEST_CASE("colour follows the flag first, then the environment, then the terminal") {
    CHECK(use_colour(colour_choice::always, file, with({{"NO_COLOR", "1"}})));
    CHECK_FALSE(use_colour(colour_choice::never, screen, with({{"CLICOLOR_FORCE", "1"}})));
    CHECK(use_colour(colour_choice::automatic, screen, with({})));
    CHECK_FALSE(use_colour(colour_choice::automatic, file, with({})));
    CHECK_FALSE(use_colour(colour_choice::automatic, screen, with({{"NO_COLOR", "1"}})));
    CHECK(use_colour(colour_choice::automatic, screen, with({{"NO_COLOR", ""}})));
    CHECK(use_colour(colour_choice::automatic, file, with({{"CLICOLOR_FORCE", "1"}})));
    CHECK_FALSE(use_colour(colour_choice::automatic, file, with({{"CLICOLOR_FORCE", "0"}})));
    CHECK_FALSE(use_colour(colour_choice::automatic, screen, with({{"TERM", "dumb"}})));
}

TEST_CASE("the choice of colour is spelled auto, always or never") {
    CHECK(parse_colour_choice("auto") == colour_choice::automatic);
    CHECK(parse_colour_choice("always") == colour_choice::always);
    CHECK(parse_colour_choice("never") == colour_choice::never);
    CHECK_THROWS_AS(parse_colour_choice("yes"), dunlin::error);
}

TEST_CASE("what is no terminal has no width, whatever COLUMNS says") {
    const terminal seen = inspect_terminal(-1, with({{"COLUMNS", "120"}}));
    CHECK_FALSE(seen.is_terminal);
    CHECK(seen.width == 0);
}
