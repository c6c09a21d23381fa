// SPDX-License-Identifier: MIT
// The service of service/, built by a stranger against the installed package, at its start.
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/golden.hpp>
#include <support/program.hpp>

namespace {

using dunlin::test::test_database;

dunlin::test::outcome start_service(const test_database& database) {
    return dunlin::test::run_program(
        {}, {.environment = {{"DATABASE_URL", database.url()}}, .program = DUNLIN_SERVICE});
}

} // namespace

TEST_CASE("a service applies the migrations inside it, once") {
    const test_database database;
    const auto first = start_service(database);
    CHECK_MESSAGE(first.exit_code == 0, first.err);
    CHECK(first.out == "applied 2, now at 2\n2 birds\n");
    CHECK(start_service(database).out == "applied 0, now at 2\n2 birds\n");
}

TEST_CASE("embedded migrations are the folder's, byte for byte") {
    const test_database database;
    start_service(database);
    const auto folder = dunlin::test::source_path("tests/cli/package/service/migrations");
    const auto result = dunlin::test::run_program(
        {"-d", database.url(), "-m", folder, "status", "--check", "--format", "csv"});
    CHECK_MESSAGE(result.exit_code == 0, result.out, result.err);
    CHECK(result.out.find("cosmetic") == std::string::npos);
}

TEST_CASE("a service that cannot reach its database says why") {
    const auto result = dunlin::test::run_program(
        {}, {.environment = {{"DATABASE_URL", "postgres://nobody@localhost:1/none"}},
             .program = DUNLIN_SERVICE});
    CHECK(result.exit_code == 1);
    CHECK(result.err.find("service: ") == 0);
    CHECK(result.out.empty());
}
