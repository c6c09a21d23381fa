// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/config/check.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

using dunlin::config::check_result;
using dunlin::config::flags;

check_result run_check(const project& of, const flags& command_line = {}) {
    return dunlin::config::check(
        command_line, of.reader(), of.folder, [](const std::string& database) {
            return database == "nonsense" ? std::string("not a database") : std::string();
        });
}

/// "2:1 unknown key 'x'".
std::vector<std::string> lines_of(const check_result& found) {
    std::vector<std::string> lines;
    for (const auto& problem : found.problems) {
        REQUIRE(problem.where());
        lines.push_back(std::to_string(problem.where()->line) + ":" +
                        std::to_string(problem.where()->column) + " " + problem.message());
    }
    return lines;
}

} // namespace

TEST_CASE("every problem of the file is told at once, in the order of the lines") {
    const project p("databse = \"x\"\n"
                    "migrations = \"mig\"\n"
                    "[lock]\n"
                    "timeout = \"soon\"\n"
                    "retries = -1\n"
                    "[env.production]\n"
                    "database = \"${NOPE}\"\n"
                    "protected = \"yes\"\n"
                    "[env.ci]\n"
                    "database = \"nonsense\"\n"
                    "seed = \"s\"\n");
    const auto found = run_check(p);
    CHECK(found.file == "dunlin.toml");
    CHECK(found.environments == std::vector<std::string>{"ci", "production"});
    CHECK(lines_of(found) ==
          std::vector<std::string>{
              "1:1 unknown key 'databse'", "2:14 'migrations': folder mig does not exist",
              "4:11 'lock.timeout' is not a duration", "5:11 'lock.retries' must be 0 or more",
              "7:12 the environment variable NOPE is not set",
              "8:13 'protected' must be true or false", "10:12 not a database",
              "11:8 'seed': folder s does not exist"});
}

TEST_CASE("a sound file has no problems") {
    project p("database = \"${A}\"\nenv_file = \".env\"\n[env.ci]\nseed = \"s\"\n");
    p.write(".env", "A=a\n");
    p.write("migrations/1_a.sql", "");
    p.write("s/a.sql", "");
    CHECK(lines_of(run_check(p)).empty());
}

TEST_CASE("--env and DUNLIN_ENV check one environment alone, and an unknown one is refused") {
    project p("[env.a]\nseed = \"${NOPE}\"\n[env.b]\nseed = \"${NEITHER}\"\n");
    p.write("migrations/1_a.sql", "");
    flags command_line;
    command_line.environment = "b";
    CHECK(lines_of(run_check(p, command_line)) ==
          std::vector<std::string>{"4:8 the environment variable NEITHER is not set"});
    p.variables = {{"DUNLIN_ENV", "a"}};
    CHECK(lines_of(run_check(p)) ==
          std::vector<std::string>{"2:8 the environment variable NOPE is not set"});
    command_line.environment = "c";
    CHECK_THROWS_AS(run_check(p, command_line), dunlin::error);
}

TEST_CASE("each environment is checked with its own env_file, and a bad line of one is told") {
    const project p("[env.a]\nenv_file = \"a.env\"\ndatabase = \"${A}\"\n"
                    "[env.b]\nenv_file = \"b.env\"\n");
    p.write("migrations/1_a.sql", "");
    p.write("a.env", "A=a\n");
    p.write("b.env", "X=1\nsecret\n");
    const auto found = run_check(p);
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].where()->file == "b.env");
    CHECK(found.problems[0].where()->line == 2);
}

TEST_CASE("the default folder of migrations must be there, that of seeds need not") {
    const project p("database = \"x\"\n");
    const auto found = run_check(p);
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].message() == "'migrations': folder migrations does not exist");
    CHECK(found.problems[0].where()->file == "dunlin.toml");
}

TEST_CASE("without a file, or where it is no TOML, checking ends with that") {
    CHECK_THROWS_AS(run_check(project()), dunlin::error);
    CHECK_THROWS_AS(run_check(project("seed = \n")), dunlin::error);
}
