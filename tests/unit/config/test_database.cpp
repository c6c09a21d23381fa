// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using dunlin::config::flags;
using dunlin::config::require_database;
using dunlin::config::to_string;

TEST_CASE("the database is chosen in the promised order") {
    project p("database = \"from_top\"\n[env.ci]\ndatabase = \"from_env\"\n");
    p.variables = {
        {"DUNLIN_DATABASE", "from_variable"}, {"DATABASE_URL", "from_url"}, {"PGHOST", "h"}};
    flags given;
    given.database = "from_flag";
    given.environment = "ci";

    CHECK(p.load(given).database.value == "from_flag");
    CHECK(to_string(p.load(given).database.from) == "--database");
    given.database.reset();
    CHECK(p.load(given).database.value == "from_variable");
    CHECK(to_string(p.load(given).database.from) == "DUNLIN_DATABASE");
    p.variables.erase("DUNLIN_DATABASE");
    CHECK(p.load(given).database.value == "from_env");
    CHECK(to_string(p.load(given).database.from) == "dunlin.toml:3");
    given.environment.reset();
    CHECK(p.load(given).database.value == "from_top");
    CHECK(to_string(p.load(given).database.from) == "dunlin.toml:1");
}

TEST_CASE("without a file DATABASE_URL goes before libpq's own variables") {
    project p;
    p.variables = {{"DATABASE_URL", "from_url"}, {"PGDATABASE", "x"}};
    CHECK(p.load().database.value == "from_url");
    for (const auto* name :
         {"PGHOST", "PGHOSTADDR", "PGSERVICE", "PGDATABASE", "PGUSER", "PGPORT"}) {
        p.variables = {{name, "x"}};
        CHECK(p.load().database.value == "");
        CHECK(to_string(p.load().database.from) == name);
    }
}

TEST_CASE("without any choice the error names all of them") {
    project p;
    p.variables = {{"PGPASSWORD", "x"}, {"DATABASE_URL", ""}};
    const auto settings = p.load();
    CHECK_FALSE(settings.database.value);
    try {
        require_database(settings);
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::config);
        for (const auto* way : {"--database", "DUNLIN_DATABASE", "dunlin.toml", "DATABASE_URL",
                                "PGHOST", "PGSERVICE"}) {
            CHECK(problem.hint().find(way) != std::string::npos);
        }
    }
}
