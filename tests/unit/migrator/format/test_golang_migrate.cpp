// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("golang-migrate's pairs are joined by their numbers, whatever ending they have") {
    const source all = read_fixture("golang_migrate/sound", "golang-migrate");
    CHECK(versions_of(all) == "1 2 3 4 1000 18446744073709551615");
    CHECK(all.versioned[1].description == "two blocks");
    CHECK(text_sent(all.versioned[1], direction::down) == "DROP TABLE a;\nDROP TABLE b;\n");
    CHECK(all.versioned[4].description == "jump.down.for.c");
    CHECK(text_sent(all.versioned[4], direction::down) == "DROP TABLE c;\n");
    CHECK_FALSE(all.versioned[5].down);
    CHECK(never_run(all, "golang_migrate/sound") ==
          "5_no_direction.sql.bak notes.sql old/000001_old.up.sql");
}

TEST_CASE("blocks in golang-migrate's files stand as they are, and lone statements without one") {
    const source all = read_fixture("golang_migrate/sound", "golang-migrate");
    CHECK(steps_of(all.versioned[0], direction::up) == 0);
    CHECK(steps_of(all.versioned[1], direction::up) == 2);
    CHECK(steps_of(all.versioned[5], direction::up) == 1);
}

TEST_CASE("a lone CALL or DO that may commit has no transaction around it") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a.up.sql", "-- fills it\nCALL fill();\n");
    folder.write("2_b.up.sql", "DO $$BEGIN COMMIT; END$$");
    folder.write("3_c.up.sql", "DO $$BEGIN NULL; END$$");
    folder.write("4_d.up.sql", "CALL fill(); SELECT 1;");
    folder.write("5_e.up.sql", "CREATE TABLE calls ();");
    const source all = read_source(folder.path(), {.format = "golang-migrate"});
    std::string steps;
    for (const migration& migration : all.versioned) {
        steps += std::to_string(steps_of(migration, direction::up));
    }
    CHECK(steps == "11000");
}

TEST_CASE("empty files and versions with a down file alone are no errors for golang-migrate") {
    const source all = read_fixture("golang_migrate/sound", "golang-migrate");
    CHECK(text_sent(all.versioned[2], direction::up).empty());
    CHECK(text_sent(all.versioned[3], direction::up).empty());
    REQUIRE(all.notes.size() == 1);
    CHECK(all.notes[0].find("version 4 has no up file") == 0);
}

TEST_CASE("two up files of one number are refused, however they are padded or titled") {
    const dunlin::test::temporary_folder folder;
    folder.write("01_a.up.sql", "SELECT 1;");
    folder.write("1_b.up.sql", "SELECT 1;");
    const auto problem =
        caught<dunlin::error>([&] { read_source(folder.path(), {.format = "golang-migrate"}); });
    CHECK(problem.message().find("version 1 has two up files") == 0);
    CHECK(problem.where()->file.ends_with("1_b.up.sql"));
}

TEST_CASE("pairs are golang-migrate's unless they show sqlx's line; the ledger may say otherwise") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a.up.sql", "SELECT 1;");
    folder.write("1_a.down.sql", "SELECT 1;");
    const source pairs = read_source(folder.path());
    CHECK(pairs.format == "golang-migrate");
    CHECK(pairs.also_fits == std::vector<std::string>{"sqlx"});
    folder.write("2_b.up.sql", "-- no-transaction\nSELECT 1;");
    const source signed_pairs = read_source(folder.path());
    CHECK(signed_pairs.format == "sqlx");
    CHECK(signed_pairs.also_fits == std::vector<std::string>{"golang-migrate"});
}
