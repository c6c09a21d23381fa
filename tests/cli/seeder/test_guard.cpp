// SPDX-License-Identifier: MIT
#include "seed_project.hpp"

#include <doctest/doctest.h>

using dunlin::test::seed_project;
using dunlin::test::shown;
using dunlin::test::with_database;

TEST_CASE_FIXTURE(seed_project, "a protected environment is seeded only by its name") {
    folder().write("dunlin.toml",
                   "[env.production]\ndatabase = \"" + url() + "\"\nprotected = true\n");
    const auto in_production = [&](std::vector<std::string> more) {
        std::vector<std::string> all{"seed", "-e", "production"};
        all.insert(all.end(), more.begin(), more.end());
        return dunlin::test::run_program(all, {.folder = folder().path()});
    };
    for (const auto& verb : {std::vector<std::string>{}, {"apply"}, {"load", "owners", "-"}}) {
        const auto outcome = in_production(verb);
        CHECK(outcome.exit_code == 8);
        CHECK(outcome.err.find("error: refusing to seed " + shown(url()) +
                               " (production): the environment production is protected "
                               "(dunlin.toml:3)") == 0);
    }
    CHECK(in_production({"--yes"}).exit_code == 8);
    CHECK(in_production({"--confirm", database_name()}).exit_code == 8);
    CHECK(value("SELECT count(*)::text FROM owners") == "0");
    CHECK(in_production({"--confirm", "production"}).exit_code == 0);
}

TEST_CASE_FIXTURE(seed_project, "the database of a protected environment is known by its address") {
    folder().write("dunlin.toml", "database = \"local\"\n[env.production]\ndatabase = \"" + url() +
                                      "\"\nprotected = true\n");
    const auto outcome = seed({});
    CHECK(outcome.exit_code == 8);
    CHECK(outcome.err.find("it is the database of the protected environment production") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(seed_project, "a database that dunlin.toml does not name wants its own name") {
    for (const auto& other : {std::string("postgres://app@staging.example.com/") + database_name(),
                              with_database(url(), "other")}) {
        folder().write("dunlin.toml", "[env.staging]\ndatabase = \"" + other + "\"\n");
        const auto outcome = seed({});
        CHECK(outcome.exit_code == 8);
        CHECK(outcome.err.find("dunlin.toml does not name it (it names " + shown(other) + ")") !=
              std::string::npos);
        CHECK(outcome.err.find("--confirm " + database_name()) != std::string::npos);
        CHECK(seed({"--yes"}).exit_code == 8);
        CHECK(seed({"--confirm", "staging"}).exit_code == 8);
        CHECK(seed({"--confirm", database_name()}).exit_code == 0);
    }
    folder().write("dunlin.toml", "database = \"" + url() + "\"\n");
    CHECK(seed({}).exit_code == 0);
}

TEST_CASE_FIXTURE(seed_project, "a plan of rows is shown without a name") {
    folder().write("dunlin.toml",
                   "[env.production]\ndatabase = \"" + url() + "\"\nprotected = true\n");
    CHECK(seed({"generate", "owners", "--rows", "2", "--plan"}).exit_code == 0);
    CHECK(seed({"generate", "owners", "--rows", "2"}).exit_code == 8);
    CHECK(value("SELECT count(*)::text FROM owners") == "0");
}
