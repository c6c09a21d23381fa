// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("sqlx's simple and reversible files are read, and described as its table has it") {
    const source all = read_fixture("sqlx/sound", "sqlx");
    CHECK(versions_of(all) == "1 2 20240101000000 20240102000000");
    CHECK(all.versioned[0].description == "create users");
    CHECK_FALSE(all.versioned[0].down);
    CHECK(all.versioned[1].description == "users by name");
    CHECK(all.versioned[1].down);
    CHECK(all.versioned[2].description == "a.up");
    CHECK(all.versioned[3].description == "with mark");
    CHECK(all.versioned[0].any_order);
    CHECK(never_run(all, "sqlx/sound") == "notes.sql");
}

TEST_CASE("sqlx's checksums are SHA-384 of a file's bytes, mark and line ends included") {
    const source all = read_fixture("sqlx/sound", "sqlx");
    // sha384sum of the files.
    const char* sums[] = {
        "f0cd7125ce028b2430840e04831873427a41b2c8429e979fc3241f2840b467dc021c55ccc7c134f885370786cd"
        "1d1197",
        "1a7306376d114ee0bbecabc0130b63d9bf04ae2b1ac37ac161364bb6fa330ddcf3906859e3ebab3d28e4efe5b8"
        "088e6f",
        "2e0098c45e27b8db7caa54c19f9897cca8547de2fb232c701a2ad751ee85361c742d81458049681f04f0574ef6"
        "f80b64",
        "31afecb8747c7bc05e6b0a9f282e73c434994ee2c76f8730b230e8731b24d408810cb79a8acc61d58245d188e4"
        "64c177"};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(all.versioned[i].tool_checksums ==
              std::vector<std::string>{std::string("sqlx:") + sums[i]});
    }
}

TEST_CASE("a file that begins with sqlx's line runs outside of a transaction") {
    const source all = read_fixture("sqlx/sound", "sqlx");
    CHECK(all.versioned[1].up.options.no_transaction);
    CHECK(all.versioned[1].down->options.no_transaction);
    CHECK_FALSE(all.versioned[0].up.options.no_transaction);
    CHECK(steps_of(all.versioned[1], direction::up) == 1);
}

TEST_CASE("what sqlx refuses, and what it would pass over, is refused") {
    const malformed all[] = {
        {"1_a.sql", "\n-- no-transaction\nSELECT 1;\n", "only at the very start", 2},
        {"1_a.sql", "--no-transaction\nSELECT 1;\n", "only at the very start", 1},
        {"1_a.down.sql", "SELECT 1;\n", "without an up script", 1},
    };
    for (const malformed& malformed_part : all) {
        check_refused(malformed_part, "sqlx");
    }
    const dunlin::test::temporary_folder folder;
    folder.write("one_a.sql", "SELECT 1;");
    const auto name =
        caught<dunlin::error>([&] { read_source(folder.path(), {.format = "sqlx"}); });
    CHECK(name.message().find("do not start with a number") != std::string::npos);
    const dunlin::test::temporary_folder twice;
    twice.write("1_a.sql", "SELECT 1;");
    twice.write("01_b.up.sql", "SELECT 1;");
    const auto problem =
        caught<dunlin::error>([&] { read_source(twice.path(), {.format = "sqlx"}); });
    CHECK(problem.message().find("duplicate version 1") == 0);
}

TEST_CASE("plain names are dunlin's until a ledger says that they are sqlx's") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a.sql", "SELECT 1;");
    const source plain = read_source(folder.path());
    CHECK(plain.format == "dunlin");
    CHECK(plain.also_fits == std::vector<std::string>{"node-pg-migrate", "sqlx"});
}
