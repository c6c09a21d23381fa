// SPDX-License-Identifier: MIT
// The program of service/, built by a stranger against the installed package and its example.
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>

TEST_CASE("the example service migrates, seeds and works") {
    const dunlin::test::test_database database;
    const auto start = [&] {
        return dunlin::test::run_program(
            {}, {.environment = {{"DATABASE_URL", database.url()}}, .program = DUNLIN_SERVICE});
    };
    const auto first = start();
    CHECK_MESSAGE(first.exit_code == 0, first.err);
    CHECK_MESSAGE(first.out.find("46 rows seeded\n") != std::string::npos, first.out);
    CHECK_MESSAGE(first.out.ends_with("Adjustable wrench\nClaw hammer\nCordless drill\n"
                                      "Soldering station\n32 parts\n"
                                      "2 queries over 1 connections\n"),
                  first.out);
    CHECK(start().out.find("applied 0, ") == 0);
}
