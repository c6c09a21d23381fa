// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/base/exit_code.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using dunlin::config::flags;
using dunlin::config::require_database;
using dunlin::config::to_string;

namespace {

using text = std::optional<std::string>;

/// Everything that can name a database, and the expected result.
struct choice {
    const char* why;
    text database = {}; ///< --database
    text env = {};      ///< --env
    std::map<std::string, std::string> variables = {};
    std::string toml = {};
    std::string env_file = {}; ///< of --env-file
    std::string expected = {}; ///< the database, or the message of the error
    std::string origin = {};   ///< empty: it is an error
};

const std::string both = "database = \"top\"\n[env.ci]\ndatabase = \"own\"\n[env.bare]\n";
const std::string with_default = "database = \"${DATABASE_URL-local}\"\n";

const std::vector<choice>& choices() {
    static const std::vector<choice> all{
        {.why = "--database goes before everything",
         .database = "flag",
         .env = "ci",
         .variables = {{"DUNLIN_DATABASE", "variable"}, {"DATABASE_URL", "url"}, {"PGHOST", "h"}},
         .toml = both,
         .expected = "flag",
         .origin = "--database"},
        {.why = "the database of --env NAME goes before a variable",
         .env = "ci",
         .variables = {{"DUNLIN_DATABASE", "variable"}, {"DATABASE_URL", "url"}},
         .toml = both,
         .expected = "own",
         .origin = "dunlin.toml:3"},
        {.why = "but not one that is the top level's",
         .env = "bare",
         .variables = {{"DUNLIN_DATABASE", "variable"}},
         .toml = both,
         .expected = "variable",
         .origin = "DUNLIN_DATABASE"},
        {.why = "DUNLIN_ENV is a variable as well and does not go before DUNLIN_DATABASE",
         .variables = {{"DUNLIN_DATABASE", "variable"}, {"DUNLIN_ENV", "ci"}},
         .toml = both,
         .expected = "variable",
         .origin = "DUNLIN_DATABASE"},
        {.why = "[env.NAME] of DUNLIN_ENV goes before the top level",
         .variables = {{"DUNLIN_ENV", "ci"}, {"DATABASE_URL", "url"}},
         .toml = both,
         .expected = "own",
         .origin = "dunlin.toml:3"},
        {.why = "an environment without a database has that of the top level",
         .env = "bare",
         .variables = {{"DATABASE_URL", "url"}, {"PGHOST", "h"}},
         .toml = both,
         .expected = "top",
         .origin = "dunlin.toml:1"},
        {.why = "the file goes before DATABASE_URL",
         .variables = {{"DATABASE_URL", "url"}, {"PGHOST", "h"}},
         .toml = both,
         .expected = "top",
         .origin = "dunlin.toml:1"},
        {.why = "DATABASE_URL goes before libpq's own",
         .variables = {{"DATABASE_URL", "url"}, {"PGDATABASE", "x"}},
         .expected = "url",
         .origin = "DATABASE_URL"},
        {.why = "libpq's own are last",
         .variables = {{"PGDATABASE", "x"}},
         .expected = "",
         .origin = "PGDATABASE"},
        {.why = "libpq takes an empty variable for one that is not set",
         .variables = {{"PGHOST", ""}, {"PGPORT", "5433"}},
         .expected = "",
         .origin = "PGPORT"},
        {.why = "a file of variables stands in for those that are not set",
         .variables = {{"DATABASE_URL", "url"}},
         .env_file = "DUNLIN_DATABASE=kept\nDATABASE_URL=hidden\n",
         .expected = "kept",
         .origin = "DUNLIN_DATABASE in my.env"},
        {.why = "a variable of the process goes before the same one in the file",
         .variables = {{"DATABASE_URL", "url"}},
         .env_file = "DATABASE_URL=hidden\n",
         .expected = "url",
         .origin = "DATABASE_URL"},
        {.why = "an empty --database is not passed over",
         .database = "",
         .variables = {{"DUNLIN_DATABASE", "variable"}},
         .expected = "--database is empty"},
        {.why = "nor is one of white space",
         .database = " ",
         .variables = {{"DUNLIN_DATABASE", "variable"}},
         .expected = "--database is empty"},
        {.why = "an empty DUNLIN_DATABASE is not passed over",
         .variables = {{"DUNLIN_DATABASE", ""}, {"DATABASE_URL", "url"}},
         .toml = both,
         .expected = "DUNLIN_DATABASE is set but empty"},
        {.why = "nor in a file of variables",
         .env_file = "DUNLIN_DATABASE=\n",
         .expected = "DUNLIN_DATABASE in my.env is set but empty"},
        {.why = "but what is not looked at may be empty",
         .database = "flag",
         .variables = {{"DUNLIN_DATABASE", ""}},
         .expected = "flag",
         .origin = "--database"},
        {.why = "an empty database in the file is not passed over",
         .variables = {{"DATABASE_URL", "url"}},
         .toml = "database = \"\"\n",
         .expected = "'database' must not be empty"},
        {.why = "an empty DATABASE_URL is not passed over",
         .variables = {{"DATABASE_URL", ""}, {"PGHOST", "h"}},
         .expected = "DATABASE_URL is set but empty"},
        {.why = "an empty variable within the file is not nothing",
         .variables = {{"HOST", ""}},
         .toml = "database = \"postgres://${HOST}/db\"\n",
         .expected = "the environment variable HOST is set but empty"},
        {.why = "a default holds where the variable is not set",
         .toml = with_default,
         .expected = "local",
         .origin = "dunlin.toml:1"},
        {.why = "the variable goes before its default",
         .variables = {{"DATABASE_URL", "url"}, {"CI", "true"}},
         .toml = with_default,
         .expected = "url",
         .origin = "dunlin.toml:1"},
        {.why = "an empty variable is not a variable that is not set",
         .variables = {{"DATABASE_URL", ""}},
         .toml = with_default,
         .expected = "the environment variable DATABASE_URL is set but empty"},
        {.why = "a private server by default is refused in CI",
         .variables = {{"CI", "true"}},
         .toml = with_default,
         .expected =
             "DATABASE_URL is not set, and its default `local` is a private server, which must be "
             "named explicitly in CI"},
        {.why = "also when it ends with the command",
         .variables = {{"CI", "1"}},
         .toml = "database = \"${X-ephemeral}\"\n",
         .expected =
             "X is not set, and its default `ephemeral` is a private server, which must be named "
             "explicitly in CI"},
        {.why = "another default is not",
         .variables = {{"CI", "true"}},
         .toml = "database = \"${X-postgres:///app}\"\n",
         .expected = "postgres:///app",
         .origin = "dunlin.toml:1"},
        {.why = "CI may name the private server",
         .variables = {{"CI", "true"}, {"DUNLIN_DATABASE", "local"}},
         .toml = with_default,
         .expected = "local",
         .origin = "DUNLIN_DATABASE"},
        {.why = "a file that names it outright has named it",
         .variables = {{"CI", "true"}},
         .toml = "database = \"local\"\n",
         .expected = "local",
         .origin = "dunlin.toml:1"},
        {.why = "CI=false is no CI",
         .variables = {{"CI", "false"}},
         .toml = with_default,
         .expected = "local",
         .origin = "dunlin.toml:1"},
        {.why = "without any choice that is said",
         .variables = {{"PGPASSWORD", "x"}},
         .expected = "no database was named"},
    };
    return all;
}

} // namespace

TEST_CASE("the database is chosen in the promised order, and an empty value is an error") {
    for (const auto& choice : choices()) {
        CAPTURE(choice.why);
        project p(choice.toml);
        p.variables = choice.variables;
        flags command_line;
        command_line.database = choice.database;
        command_line.environment = choice.env;
        if (!choice.env_file.empty()) {
            p.write("my.env", choice.env_file);
            command_line.env_file = "my.env";
        }
        const auto settings = p.load(command_line);
        try {
            const std::string found = require_database(settings);
            CHECK(found == choice.expected);
            CHECK(to_string(settings.database.origin) == choice.origin);
        } catch (const dunlin::error& problem) {
            CHECK(problem.message() == choice.expected);
            CHECK(choice.origin.empty());
            CHECK(dunlin::exit_code_of(problem) == dunlin::exit_code::usage);
            CHECK_FALSE(problem.hint().empty());
        }
    }
}

TEST_CASE("each of libpq's own variables that say where to go leaves the choice to libpq") {
    project p;
    for (const auto* name :
         {"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGUSER", "PGPORT"}) {
        p.variables = {{name, "x"}};
        CHECK(p.load().database.value == "");
        CHECK(to_string(p.load().database.origin) == name);
    }
}

TEST_CASE("without any choice the error names all of them") {
    const project p;
    try {
        require_database(p.load());
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::config);
        for (const auto* source : {"--database", "--env", "DUNLIN_DATABASE", "dunlin.toml",
                                   "DATABASE_URL", "PGHOST", "PGSERVICE"}) {
            CHECK(problem.hint().find(source) != std::string::npos);
        }
    }
}

TEST_CASE("a database that cannot be used stops only those who need one") {
    project p(with_default + "seed = \"s\"\n");
    p.variables = {{"CI", "true"}};
    CHECK(p.load().seed.value == "s");
    CHECK(p.load().database_problem);
}

TEST_CASE("DATABASE_URL is known to have lost only to another database of the file") {
    project p("database = \"postgres:///file\"\n");
    p.variables = {{"DATABASE_URL", "postgres:///url"}};
    CHECK(p.load().overruled_url == "postgres:///url");
    p.variables = {{"DATABASE_URL", "postgres:///file"}};
    CHECK_FALSE(p.load().overruled_url);
    p.variables = {{"DATABASE_URL", "postgres:///url"}, {"DUNLIN_DATABASE", "postgres:///named"}};
    CHECK_FALSE(p.load().overruled_url);
    project filled(with_default);
    filled.variables = {{"DATABASE_URL", "postgres:///url"}};
    CHECK_FALSE(filled.load().overruled_url);
}

TEST_CASE("empty variables that choose an environment or a file are errors") {
    for (const auto* name : {"DUNLIN_ENV", "DUNLIN_CONFIG"}) {
        project p("[env.ci]\n");
        p.variables = {{name, ""}};
        CHECK(p.failure().message() == std::string(name) + " is set but empty");
    }
}

TEST_CASE("an environment is protected by the top level as well") {
    const project p("protected = true\ndatabase = \"a\"\n[env.x]\ndatabase = \"b\"\n"
                    "[env.y]\ndatabase = \"c\"\nprotected = false\n");
    const auto settings = p.load();
    REQUIRE(settings.known_databases.size() == 3);
    CHECK(settings.known_databases[0].is_protected);
    CHECK(settings.known_databases[1].is_protected);
    CHECK_FALSE(settings.known_databases[2].is_protected);
}
