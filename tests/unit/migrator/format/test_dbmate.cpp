// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;

TEST_CASE("dbmate's folder is known by its directives; versions are texts") {
    const source all = read_fixture("dbmate/sound");
    CHECK(all.format == "dbmate");
    CHECK(all.order == version_order::lexical);
    CHECK(versions_of(all) == "20240101000000 20240102000000 20240103000000 20240104000000");
    CHECK(all.versioned[0].description == "create users");
    CHECK(all.versioned[0].any_order);
    CHECK(text_sent(all.versioned[0], direction::up) == "CREATE TABLE users (name text)\n\n");
    CHECK(text_sent(all.versioned[0], direction::down) == "DROP TABLE users\n");
    CHECK(never_run(all, "dbmate/sound") == "notes.sql old/1_x.sql");
}

TEST_CASE("dbmate's transaction:false holds for its own block") {
    const source all = read_fixture("dbmate/sound");
    CHECK(all.versioned[1].up.options.no_transaction);
    CHECK_FALSE(all.versioned[1].down->options.no_transaction);
    CHECK(steps_of(all.versioned[1], direction::up) == 1);
    CHECK(steps_of(all.versioned[1], direction::down) == 0);
}

TEST_CASE("several pairs of one file are run in its order, each with its own transaction") {
    const source all = read_fixture("dbmate/sound");
    const migration& mixed = all.versioned[2];
    CHECK(text_sent(mixed, direction::up) ==
          "BEGIN;\nCREATE TABLE a ();\nCREATE TABLE b ()\n\n;COMMIT;\n"
          "CREATE INDEX CONCURRENTLY users_a ON users (name);\n");
    CHECK(steps_of(mixed, direction::up) == 2);
    CHECK(text_sent(mixed, direction::down) == "BEGIN;\nDROP TABLE a;\nDROP TABLE b\n\n;COMMIT;\n"
                                               "DROP INDEX CONCURRENTLY users_a;\n");
    CHECK(steps_of(mixed, direction::down) == 2);
    const migration& alike = all.versioned[3];
    CHECK(text_sent(alike, direction::up) == "CREATE TABLE c ()\n\n;\nCREATE TABLE d ()\n");
    CHECK(text_sent(alike, direction::down) == "DROP TABLE c\n\n;\n");
    CHECK(steps_of(alike, direction::up) == 0);
}

TEST_CASE("where names and versions are sorted differently, dbmate goes by the names") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_b.sql", "-- migrate:up\n-- migrate:down\n");
    folder.write("10_a.sql", "-- migrate:up\n-- migrate:down\n");
    folder.write("01_c.sql", "-- migrate:up\n-- migrate:down\n");
    const source all = read_source(folder.path());
    CHECK(all.order == version_order::listed);
    CHECK(versions_of(all) == "01 10 1");
}

TEST_CASE("what dbmate refuses, and what it would pass over, is refused with its line") {
    const malformed all[] = {
        {"1_a.sql", "-- migrate:up\nSELECT 1;\n", "without -- migrate:down", 1},
        {"1_a.sql", "-- migrate:down\nSELECT 1;\n", "without -- migrate:up", 1},
        {"1_a.sql", "-- migrate:up\n-- migrate:down\n-- migrate:down\n", "without -- migrate:up",
         3},
        {"1_a.sql", "-- migrate:up\n-- migrate:up\n-- migrate:down\n", "without -- migrate:down",
         1},
        {"1_a.sql", "SELECT 1;\n-- migrate:up\n-- migrate:down\n", "would never run", 1},
        {"1_a.sql", "SELECT 1;\n", "would never run", 1},
        {"1_a.sql", "-- nothing\n", "-- migrate:up is missing", 1},
        {"1_a.sql", "-- migrate:up transaction: false\n-- migrate:down\n",
         "unknown dbmate option \"transaction:\"", 1},
        {"1_a.sql", "-- migrate:up transactions:false\n-- migrate:down\n",
         "unknown dbmate option \"transactions:false\"", 1},
        {"1_a.sql", "-- migrate:up\n -- migrate:down\n", "looks like a misspelled dbmate directive",
         2},
        {"1_a.sql", "-- migrate:up\n-- Migrate:Down\n", "looks like a misspelled dbmate directive",
         2},
        {"1_a.sql", "-- migrate:up\n-- migrate:dwon\n", "looks like a misspelled dbmate directive",
         2},
        {"1_a.sql", "-- migrate: up\n-- migrate:down\n", "looks like a misspelled dbmate directive",
         1},
    };
    for (const malformed& problem : all) {
        check_refused(problem, "dbmate");
    }
}
