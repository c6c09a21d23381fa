// SPDX-License-Identifier: MIT
#include "format/node_pg_migrate_name.hpp"

#include <dunlin/migrator/source.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>

#include <algorithm>

using namespace dunlin::migrator;
using dunlin::test::caught;

namespace {

source read_as_its_own(const std::string& name) {
    read_options options;
    options.format = "node-pg-migrate";
    return read_source(dunlin::test::source_path("tests/data/migrator/node-pg-migrate/" + name),
                       options);
}

} // namespace

TEST_CASE("node-pg-migrate: files stand in the order of their numbers, times among them") {
    const source all =
        read_source(dunlin::test::source_path("tests/data/migrator/node-pg-migrate/sound"));
    CHECK(all.format == "node-pg-migrate");
    CHECK(all.order == version_order::listed);
    std::string order;
    for (const migration& migration : all.versioned) {
        order += migration.version + " ";
    }
    CHECK(order == "0001_first-table 1589353644504_First-again 1589353644504_first "
                   "20200513070724505_second-table 1700000000000_code ");
    CHECK(all.versioned[0].description == "first table");
    REQUIRE(all.never_run.size() == 1);
    CHECK(all.never_run[0].ends_with("old/0000_gone.sql"));
}

TEST_CASE("node-pg-migrate: its markers cut a file in any order; without them all goes up") {
    const source all = read_as_its_own("sound");
    const migration& first = all.versioned[0];
    CHECK(first.up_text() == "-- Up Migration\nCREATE TABLE first (id int);\n\n---- DOWN ----\n");
    REQUIRE(first.down);
    CHECK(first.text_of(*first.down) == "-- Down Migration\nDROP TABLE first;\n");
    const migration& swapped = all.versioned[3];
    CHECK(swapped.up_text().starts_with("  --up\tmigration\nCREATE TABLE second"));
    CHECK(swapped.text_of(*swapped.down) ==
          "---- down  migration: take it away\nDROP TABLE second;\n\n");
    CHECK(all.versioned[2].up_text() == "CREATE VIEW one AS SELECT 1 AS x\n");
    CHECK_FALSE(all.versioned[2].down);
    CHECK(all.versioned[4].needs_tool == "it is written in TypeScript");
    CHECK(all.versioned[1].up.options.honours_blocks);
}

TEST_CASE("node-pg-migrate: the numbers of names") {
    CHECK(node_pg_migrate_prefix("20200513070724505_a") == 1589353644505);
    CHECK(node_pg_migrate_prefix("1589353644504_a") == 1589353644504);
    CHECK(node_pg_migrate_prefix("0007_a") == 7);
    CHECK_FALSE(node_pg_migrate_prefix("a_7"));
    CHECK_FALSE(node_pg_migrate_prefix("20200230070724505_a"));
    CHECK(compare_node_pg_migrate_names("1_a-2", "1_a10") < 0);
    CHECK(compare_node_pg_migrate_names("1_ab", "1_a_c") < 0);
    CHECK(compare_node_pg_migrate_names("1_a", "1_A") < 0);
}

TEST_CASE("node-pg-migrate: pairs of files are read as its loader for them does") {
    const source all = read_as_its_own("pairs");
    REQUIRE(all.versioned.size() == 2);
    CHECK(all.versioned[0].version == "0001_a");
    REQUIRE(all.versioned[0].down);
    CHECK(all.versioned[0].text_of(*all.versioned[0].down) == "DROP TABLE a;\n");
    CHECK_FALSE(all.versioned[1].down);
}

TEST_CASE("node-pg-migrate: where it would run something else than what is meant, it is refused") {
    struct defect {
        const char* folder;
        const char* words;
        std::size_t line; ///< 0: the name is at fault
    };
    const defect defects[] = {
        {"statements_above", "never runs statements above the first marker", 1},
        {"second_marker", "duplicate marker", 3},
        {"down_alone", "a down marker without an up marker", 2},
        {"nearly", "looks like a misspelled marker", 1},
        {"no_number", "does not start with a number", 0},
        {"no_time", "a valid time", 0},
        {"other_file", "is neither SQL nor JavaScript", 0},
        {"lone_down", "has no 0001_a.up.sql", 0},
        {"both_forms", "exists next to 0001_a.sql", 0},
        {"twice", "duplicate version 0001_a", 1},
    };
    for (const defect& defect : defects) {
        CAPTURE(defect.folder);
        const auto problem = caught<dunlin::error>([&] { read_as_its_own(defect.folder); });
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message().find(defect.words) != std::string::npos);
        CHECK((problem.where() ? problem.where()->line : 0) == defect.line);
    }
}
