// SPDX-License-Identifier: MIT
// What the hidden word __complete tells the shells' scripts, in the one format that all three read.
#include "shells.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using namespace dunlin::test;

std::string answer(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "__complete");
    const auto run = run_program(arguments);
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    return run.out;
}

bool has_line(const std::string& lines, const std::string& line) {
    return ("\n" + lines).find("\n" + line + "\n") != std::string::npos;
}

} // namespace

TEST_CASE("verbs come with their summaries, and hidden ones not at all") {
    const std::string verbs = answer({""});
    CHECK(has_word(verbs, "status"));
    CHECK(has_line(verbs, "widget\tManage widgets"));
    CHECK(!has_word(verbs, "generate"));
    CHECK(!has_word(verbs, "up"));
    CHECK(!has_word(verbs, "--database"));
    CHECK(answer({}) == verbs);
    CHECK(answer({"help", ""}) == verbs);
    CHECK(answer({"help", "db", ""}) == answer({"db", ""}));
    CHECK(answer({"help", "migrate", "to", ""}) == "");
}

TEST_CASE("options are those of the verb, then the global ones, each once") {
    const std::string options = answer({"user", "list", "-"});
    CHECK(has_word(options, "--order-by"));
    CHECK(has_word(options, "-d"));
    CHECK(!has_word(options, "--force"));
    // `user list` has a --role of its own.
    const auto first = options.find("--role\t");
    REQUIRE(first != std::string::npos);
    CHECK(options.find("--role\t", first + 1) == std::string::npos);
    CHECK(first < options.find("--database\t"));
    CHECK(has_word(answer({"user", "list", "--role", ""}), "ADMIN"));
    CHECK(answer({"user", "--role", ""}) == ":value NAME\n");
}

TEST_CASE("the shell is asked for files, folders, or for nothing but the value's name") {
    CHECK(answer({"--config", ""}) == ":files\n");
    CHECK(answer({"-C", "some"}) == ":files\n");
    CHECK(answer({"-m", ""}) == ":folders\n");
    CHECK(answer({"--migrations=x"}) == ":folders\n");
    CHECK(answer({"migrate", "up", "--steps", ""}) == ":value COUNT\n");
    CHECK(answer({"init", ""}) == ":folders\n");
    CHECK(answer({"init", "x", ""}) == "");
    CHECK(answer({"seed", "load", "birds", ""}) == ":files\n");
    const std::string seed = answer({"seed", ""});
    CHECK(has_word(seed, "load"));
    CHECK(has_line(seed, ":files"));
    CHECK(answer({"seed", "one.sql", ""}) == ":files\n");
}

TEST_CASE("values of options are not taken for verbs, and verbs not for values") {
    CHECK(answer({"-d", "seed", "db", ""}) == answer({"db", ""}));
    CHECK(answer({"--database=seed", "db", ""}) == answer({"db", ""}));
    CHECK(answer({"--quiet", "db", ""}) == answer({"db", ""}));
    CHECK(has_word(answer({"status", "--format", ""}), "json"));
    CHECK(has_word(answer({"status", "--format=j"}), "json"));
    CHECK(!has_word(answer({"status", "--format", "json", ""}), "json"));
    CHECK(has_word(answer({"completion", ""}), "fish"));
    CHECK(answer({"completion", "fish", ""}) == "");
}
