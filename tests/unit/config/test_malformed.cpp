// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

namespace {

struct complaint {
    std::string toml;
    std::size_t line;
    std::size_t column;
    std::string message;
    std::string hint;
};

} // namespace

TEST_CASE("every mistake in the file is named with its line and column") {
    const std::vector<complaint> complaints{
        {"seed = \"s\"\nmigratoins = \"m\"\n", 2, 1, "unknown key 'migratoins'",
         "did you mean migrations?"},
        {"[lock]\ntimeot = \"2s\"\n", 2, 1, "unknown key 'lock.timeot'",
         "did you mean lock.timeout?"},
        {"[env.ci]\nxyzzy = 1\n", 2, 1, "unknown key 'xyzzy'", ""},
        {"seed = 7\n", 1, 8, "'seed' must be a string in quotes", ""},
        {"protected = \"yes\"\n", 1, 13, "'protected' must be true or false", ""},
        {"[lock]\nretries = 1.5\n", 2, 11, "'lock.retries' must be an integer", ""},
        {"lock = 3\n", 1, 8, "'lock' must be a table", ""},
        {"env = 3\n", 1, 7, "'env' must be a table", ""},
        {"[env]\nci = 3\n", 2, 6, "'env.ci' must be a table", ""},
        {"[lock]\ntimeout = \"soon\"\n", 2, 11, "'lock.timeout' is not a duration",
         "write it like \"500ms\", \"2s\" or \"10min\""},
        {"[lock]\nretries = -1\n", 2, 11, "'lock.retries' must be 0 or more", ""},
        {"[ledger]\nowners = \"a\"\n", 2, 10, "'ledger.owners' must be a list of strings in quotes",
         ""},
        {"[ledger]\nowners = [\"a\", 1]\n", 2, 10,
         "'ledger.owners' must be a list of strings in quotes", ""},
        {"[ledger]\nowners = [\"\"]\n", 2, 10, "'ledger.owners' must not contain an empty string",
         ""},
        {"migrations = \"\"\n", 1, 14, "'migrations' must not be empty",
         "give it a value, or omit the line"},
    };
    for (const auto& complaint : complaints) {
        CAPTURE(complaint.toml);
        const project p(complaint.toml);
        const auto problem = p.failure();
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message() == complaint.message);
        CHECK(problem.hint() == complaint.hint);
        REQUIRE(problem.where());
        CHECK(problem.where()->file == "dunlin.toml");
        CHECK(problem.where()->line == complaint.line);
        CHECK(problem.where()->column == complaint.column);
    }
}

TEST_CASE("what is no TOML is an error with its place") {
    const project p("seed = \"s\"\nmigrations = \n");
    const auto problem = p.failure();
    CHECK(problem.kind() == dunlin::error_kind::config);
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 2);
    CHECK(problem.where()->excerpt == "migrations = ");
}

TEST_CASE("an unknown environment is refused, with the closest name") {
    const project p("[env.production]\n[env.ci]\n");
    dunlin::config::flags command_line;
    command_line.environment = "prodution";
    const auto problem = p.failure(command_line);
    CHECK(problem.message() == "dunlin.toml has no environment 'prodution'");
    CHECK(problem.hint() == "did you mean production?");
    command_line.environment = "zzz";
    CHECK(p.failure(command_line).hint() == "environments: ci, production");
    CHECK(project().failure(command_line).message() ==
          "environment 'zzz' is not defined: there is no dunlin.toml");
}

TEST_CASE("no message shows a password of the file") {
    const project p("database = 'postgres://u:secret@h/db' trailing\n");
    const auto problem = p.failure();
    REQUIRE(problem.where());
    CHECK(problem.where()->excerpt.find("secret") == std::string::npos);
    CHECK(problem.message().find("secret") == std::string::npos);
}

TEST_CASE("a file named by --config must exist") {
    dunlin::config::flags command_line;
    command_line.file = "nowhere.toml";
    CHECK(project().failure(command_line).kind() == dunlin::error_kind::config);
}
