// SPDX-License-Identifier: MIT
// The program of embedding/, built by a stranger against the installed package.
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/golden.hpp>
#include <support/program.hpp>

namespace {

using dunlin::test::test_database;

dunlin::test::outcome start(const test_database& database,
                            const std::vector<std::string>& arguments = {}) {
    return dunlin::test::run_program(
        arguments, {.environment = {{"DATABASE_URL", database.url()}}, .program = DUNLIN_BIRDS});
}

} // namespace

TEST_CASE("a program applies the migrations and the seeds inside it, once") {
    const test_database database;
    const auto first = start(database);
    CHECK_MESSAGE(first.exit_code == 0, first.err);
    CHECK(first.out == "applied 2, now at 2\n3 rows inserted\n5 birds\n");
    CHECK(start(database).out == "applied 0, now at 2\n0 rows inserted\n5 birds\n");
    CHECK(start(database, {"demo"}).out == "applied 0, now at 2\n1 rows inserted\n6 birds\n");
}

TEST_CASE("embedded migrations and seeds are the folders', byte for byte") {
    const test_database database;
    start(database);
    const auto folder = dunlin::test::source_path("tests/cli/package/embedding");
    const auto seen = dunlin::test::run_program({"-d", database.url(), "-m", folder + "/migrations",
                                                 "status", "--check", "--format", "csv"});
    CHECK_MESSAGE(seen.exit_code == 0, seen.out, seen.err);
    CHECK(seen.out.find("cosmetic") == std::string::npos);
    // Rows whose key exists are skipped: all of the folder's are there.
    const auto seeded = dunlin::test::run_program(
        {"-d", database.url(), "--confirm", database.name(), "seed", "--format", "json"},
        {.folder = folder});
    CHECK_MESSAGE(seeded.exit_code == 0, seeded.out, seeded.err);
    CHECK_MESSAGE(seeded.out.find("\"inserted\":0") != std::string::npos, seeded.out);
}

TEST_CASE("a program that cannot reach its database says why") {
    const auto seen = dunlin::test::run_program(
        {}, {.environment = {{"DATABASE_URL", "postgres://nobody@localhost:1/none"}},
             .program = DUNLIN_BIRDS});
    CHECK(seen.exit_code == 1);
    CHECK(seen.err.find("birds: ") == 0);
    CHECK(seen.out.empty());
}
