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
        CHECK(p.failure().message() == "'${' does not begin a valid ${NAME}");
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
    CHECK(p.failure().hint() == "set it; the env_file gone.env does not exist");
}

TEST_CASE("--env-file goes before env_file, is read first of all, and must be there") {
    project p("env_file = \".env\"\n[env.ci]\ndatabase = \"${A}\"\n");
    p.write(".env", "A=key\n");
    p.write("other.env", "A=flag\nDUNLIN_ENV=ci\n");
    dunlin::config::flags command_line;
    command_line.env_file = "other.env";
    const auto settings = p.load(command_line);
    CHECK(settings.environment == "ci");
    CHECK(settings.database.value == "flag");
    CHECK(settings.env_file.value == "other.env");
    CHECK(to_string(settings.env_file.origin) == "--env-file");
    CHECK(to_string(p.load().env_file.origin) == "dunlin.toml:1");
    command_line.env_file = "gone.env";
    CHECK(p.failure(command_line).message() == "--env-file: file gone.env does not exist");
}

TEST_CASE("the variables of env_file are handed out, but for those that the process sets") {
    project p("env_file = \".env\"\n");
    p.write(".env", "PGHOST=db\nB=file\n");
    p.variables = {{"B", "process"}};
    const auto settings = p.load();
    CHECK(settings.file_variables == std::map<std::string, std::string>{{"PGHOST", "db"}});
    CHECK(settings.database.value == "");
    CHECK(to_string(settings.database.origin) == "PGHOST in .env");
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

TEST_CASE("the project's own file of variables does not choose programs, --env-file does") {
    const project p("env_file = \".env\"\n");
    p.write(".env", "PATH=/evil\nLD_PRELOAD=/evil.so\nDUNLIN_PG_BIN=/evil\nPAGER=evil\n"
                    "XDG_STATE_HOME=/evil\nHOME=/evil\nDUNLIN_COMPLETE=1\nPGPASSWORD=x\nMINE=y\n");
    const auto settings = p.load();
    CHECK(settings.file_variables ==
          std::map<std::string, std::string>{{"MINE", "y"}, {"PGPASSWORD", "x"}});
    REQUIRE(settings.warnings.size() == 7);
    CHECK(settings.warnings[0].find("DUNLIN_COMPLETE is ignored in .env") == 0);
    dunlin::config::flags command_line;
    command_line.env_file = ".env";
    const auto named = p.load(command_line);
    CHECK(named.file_variables.size() == 9);
    CHECK(named.warnings.empty());
}

TEST_CASE("a line with password_command is never shown, however its key is spelt") {
    for (const char* line :
         {"password_command = 'echo secret' oops", "pasword_command = 'echo secret'",
          "password_comand = 'echo secret'", "[env.a]\npassword_command = ['echo secret']"}) {
        const auto problem = project(std::string(line) + "\n").failure();
        REQUIRE(problem.where());
        CHECK_MESSAGE(problem.where()->excerpt.find("secret") == std::string::npos, line);
        CHECK(problem.message().find("secret") == std::string::npos);
    }
}

TEST_CASE("password_command belongs to the database beside it") {
    const project p("database = \"postgres://a/b\"\npassword_command = \"echo ${NOT_SET}\"\n"
                    "[env.own]\ndatabase = \"postgres://c/d\"\npassword_command = \"own\"\n"
                    "[env.bare]\ndatabase = \"postgres://e/f\"\n"
                    "[env.same]\npassword_command = \"same\"\n");
    const auto command = [&](const char* environment) {
        dunlin::config::flags command_line;
        command_line.environment = environment;
        return p.load(command_line).password_command.value;
    };
    CHECK(p.load().password_command.value == "echo ${NOT_SET}");
    CHECK(command("own") == "own");
    CHECK(command("bare").empty());
    CHECK(command("same") == "same");
    dunlin::config::flags elsewhere;
    elsewhere.database = "postgres://a/b";
    CHECK(p.load(elsewhere).password_command.value.empty());
}
