// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

TEST_CASE("variables are replaced once, and $${ stands for ${") {
    project p("database = \"${A}-${B}-$${C}-$D\"\n");
    p.variables = {{"A", "${B}"}, {"B", "b"}};
    CHECK(p.load().database.value == "${B}-b-${C}-$D");
}

TEST_CASE("an undefined variable is an error with its line") {
    const project p("seed = \"s\"\ndatabase = \"${NOPE}\"\n");
    const auto problem = p.failure();
    CHECK(problem.message() == "the environment variable NOPE is not set");
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 2);
}

TEST_CASE("a variable that no chosen value uses need not be set") {
    const project p("database = \"x\"\n[env.production]\ndatabase = \"${NOPE}\"\n");
    CHECK(p.load().database.value == "x");
}

TEST_CASE("a malformed reference is an error") {
    for (const auto* text : {"${", "${}", "${A", "${1A}", "${A B}"}) {
        CAPTURE(text);
        const project p("database = \"" + std::string(text) + "\"\n");
        CHECK(p.failure().message() == "'${' begins no ${NAME}");
    }
}

TEST_CASE("env_file stands in for variables that are not set") {
    project p("env_file = \".env\"\ndatabase = \"${A}|${B}|${C}|${D}\"\n");
    p.write(".env", "# comment\n\nA=a # why\nexport B='b # c'\r\nC=\"c\\n\\\"\"\nD=file\n");
    p.variables = {{"D", "process"}};
    CHECK(p.load().database.value == "a|b # c|c\n\"|process");
}

TEST_CASE("env_file may hold DATABASE_URL, and may be absent") {
    project p("env_file = \".env\"\n");
    CHECK_FALSE(p.load().database.value);
    p.write(".env", "DATABASE_URL=postgres://db/x\n");
    CHECK(p.load().database.value == "postgres://db/x");
    p.write("dunlin.toml", "env_file = \"gone.env\"\ndatabase = \"${A}\"\n");
    CHECK(p.failure().hint() == "Set it; the env_file gone.env does not exist.");
}

TEST_CASE("--env-file goes before env_file, is read first of all, and must be there") {
    project p("env_file = \".env\"\n[env.ci]\ndatabase = \"${A}\"\n");
    p.write(".env", "A=key\n");
    p.write("other.env", "A=flag\nDUNLIN_ENV=ci\n");
    dunlin::config::flags given;
    given.env_file = "other.env";
    const auto settings = p.load(given);
    CHECK(settings.environment == "ci");
    CHECK(settings.database.value == "flag");
    CHECK(settings.env_file.value == "other.env");
    CHECK(to_string(settings.env_file.from) == "--env-file");
    CHECK(to_string(p.load().env_file.from) == "dunlin.toml:1");
    given.env_file = "gone.env";
    CHECK(p.failure(given).message() == "--env-file: there is no file gone.env");
}

TEST_CASE("the variables of env_file are handed out, but for those that the process sets") {
    project p("env_file = \".env\"\n");
    p.write(".env", "PGHOST=db\nB=file\n");
    p.variables = {{"B", "process"}};
    const auto settings = p.load();
    CHECK(settings.file_variables == std::map<std::string, std::string>{{"PGHOST", "db"}});
    CHECK(settings.database.value == "");
    CHECK(to_string(settings.database.from) == "PGHOST in .env");
}

TEST_CASE("a malformed line of env_file is named and not shown") {
    project p("env_file = \".env\"\n");
    for (const auto* line : {"secret\n", "A='secret\n", "A='x' secret\n"}) {
        p.write(".env", std::string("X=1\n") + line);
        const auto problem = p.failure();
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 2);
        CHECK((problem.message() + problem.hint() + problem.where()->excerpt).find("secret") ==
              std::string::npos);
    }
}
