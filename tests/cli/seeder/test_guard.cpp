// SPDX-License-Identifier: MIT
#include "seed_project.hpp"

#include <doctest/doctest.h>

using dunlin::test::seed_project;

namespace {

constexpr const char* refused = "error: refusing to seed postgres://";

} // namespace

TEST_CASE_FIXTURE(seed_project, "a protected environment is seeded only by two flags") {
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
        CHECK(outcome.err.find(refused) == 0);
        CHECK(outcome.err.find("the environment production is protected") != std::string::npos);
    }
    CHECK(in_production({"--yes"}).exit_code == 8);
    CHECK(in_production({"--force-protected"}).exit_code == 8);
    CHECK(value("SELECT count(*) FROM owners") == "0");
    CHECK(in_production({"--yes", "--force-protected"}).exit_code == 0);
}

TEST_CASE_FIXTURE(seed_project, "the database of a protected environment is known by its address") {
    folder().write("dunlin.toml", "database = \"local\"\n[env.production]\ndatabase = \"" + url() +
                                      "\"\nprotected = true\n");
    const auto outcome = seed({});
    CHECK(outcome.exit_code == 8);
    CHECK(outcome.err.find("it is the database of the protected environment production") !=
          std::string::npos);
}

TEST_CASE_FIXTURE(seed_project, "a host or name that no configured database has is refused") {
    folder().write("dunlin.toml",
                   "database = \"postgres://app@staging.example.com/" + database_name() + "\"\n");
    CHECK(seed({}).err.find("dunlin.toml knows no host ") != std::string::npos);
    folder().write("dunlin.toml",
                   "database = \"" + dunlin::test::with_database(url(), "other") + "\"\n");
    const auto outcome = seed({});
    CHECK(outcome.exit_code == 8);
    CHECK(outcome.err.find("dunlin.toml knows no database " + database_name() +
                           " (it knows other)") != std::string::npos);
    folder().write("dunlin.toml", "database = \"" + url() + "\"\n");
    CHECK(seed({}).exit_code == 0);
}
