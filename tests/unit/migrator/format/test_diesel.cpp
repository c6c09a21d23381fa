// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

TEST_CASE("diesel's folders are read; versions are texts without their dashes") {
    const source all = read_fixture("diesel/sound");
    CHECK(all.format == "diesel");
    CHECK(all.order == version_order::lexical);
    CHECK(versions_of(all) == "00000000000000 20240102030405 20240103000000 202401040000000000 "
                              "20240105000000");
    CHECK(all.versioned[1].name == "2024-01-02-030405_create_users");
    CHECK(all.versioned[1].description == "create users");
    CHECK(text_sent(all.versioned[1], direction::up) == "CREATE TABLE users (name text)");
    CHECK(text_sent(all.versioned[1], direction::down) == "DROP TABLE users;\n");
    CHECK_FALSE(all.versioned[3].down);
    CHECK(never_run(all, "diesel/sound") ==
          "2024-01-04-000000-0000_no_way_back/extra.sql notes.sql");
}

TEST_CASE("run_in_transaction holds for both ways; a metadata.toml without it means false") {
    const source all = read_fixture("diesel/sound");
    CHECK_FALSE(all.versioned[1].up.options.no_transaction);
    CHECK(all.versioned[2].up.options.no_transaction);
    CHECK(all.versioned[2].down->options.no_transaction);
    CHECK_FALSE(all.versioned[3].up.options.no_transaction);
    CHECK(all.versioned[4].up.options.no_transaction);
    CHECK(steps_of(all.versioned[2], direction::up) == 1);
}

TEST_CASE("what diesel refuses, and what it would pass over, is refused") {
    const auto refused = [](std::initializer_list<std::pair<const char*, const char*>> files) {
        const dunlin::test::temporary_folder folder;
        for (const auto& [name, text] : files) {
            folder.write(name, text);
        }
        return caught<dunlin::error>([&] { read_source(folder.path(), {.format = "diesel"}); });
    };
    const auto empty = refused({{"1_a/up.sql", ""}});
    CHECK(empty.message().find("the script is empty") == 0);
    CHECK(empty.where()->file.ends_with("1_a/up.sql"));
    CHECK(refused({{"1_a/down.sql", "SELECT 1;"}}).message().find("contains no up.sql") !=
          std::string::npos);
    const auto key = refused(
        {{"1_a/up.sql", "SELECT 1;"}, {"1_a/metadata.toml", "\nrun_in_transactions = false\n"}});
    CHECK(key.message().find("invalid diesel setting: \"run_in_transactions = false\"") !=
          std::string::npos);
    CHECK(key.where()->line == 2);
    CHECK(refused({{"1_a/up.sql", "SELECT 1;"}, {"1_a/metadata.toml", "run_in_transaction = 0"}})
              .message()
              .find("invalid diesel setting") != std::string::npos);
    CHECK(refused({{"2024-01-01_a/up.sql", "SELECT 1;"}, {"20240101_b/up.sql", "SELECT 1;"}})
              .message()
              .find("duplicate version") != std::string::npos);
}

TEST_CASE("an empty down.sql is read, as diesel reads it only to revert") {
    const dunlin::test::temporary_folder folder;
    folder.write("1_a/up.sql", "SELECT 1;");
    folder.write("1_a/down.sql", "");
    const source all = read_source(folder.path(), {.format = "diesel"});
    REQUIRE(all.versioned.size() == 1);
    CHECK_FALSE(all.versioned[0].down);
    REQUIRE(all.versioned[0].empty_down);
    CHECK(all.versioned[0].empty_down->name.ends_with("1_a/down.sql"));
}
