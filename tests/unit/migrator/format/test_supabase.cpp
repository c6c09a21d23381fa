// SPDX-License-Identifier: MIT
#include "format_support.hpp"

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::temporary_folder;
using migrator_test::steps_of;
using migrator_test::versions_of;

TEST_CASE("supabase: files in supabase/migrations are its own, whatever their slugs") {
    const temporary_folder folder;
    folder.write("supabase/migrations/20240101000000_users.sql", "CREATE TABLE a ();");
    folder.write("supabase/migrations/20240102000000_a@b-c.sql",
                 "begin;\nCREATE TABLE b ();\nend;\n");
    folder.write("supabase/migrations/0_first.sql", "SELECT 1;");
    folder.write("supabase/migrations/notes.sql", "SELECT 1;");
    folder.write("supabase/migrations/old/20230101000000_x.sql", "SELECT 1;");
    const source all = read_source(folder / "supabase/migrations");
    CHECK(all.format == "supabase");
    CHECK(versions_of(all) == "0 20240101000000 20240102000000");
    CHECK(all.versioned[2].description == "a@b-c");
    CHECK(all.versioned[2].tool_values.at("name") == "a@b-c");
    CHECK(steps_of(all.versioned[2], direction::up) == 0);
    CHECK_FALSE(all.versioned[1].down);
    REQUIRE(all.never_run.size() == 2);
    CHECK(all.never_run[0].ends_with("migrations/notes.sql"));
    CHECK(all.never_run[1].ends_with("old/20230101000000_x.sql"));
}

TEST_CASE("supabase: elsewhere timestamps are a possibility for the ledger to decide") {
    const temporary_folder folder;
    folder.write("20240101000000_a.sql", "SELECT 1;");
    const source possible = read_source(folder.path());
    CHECK(possible.format == "dunlin");
    CHECK(std::find(possible.also_fits.begin(), possible.also_fits.end(), "supabase") !=
          possible.also_fits.end());
    folder.write("1_b.sql", "SELECT 1;");
    const source other = read_source(folder.path());
    CHECK(std::find(other.also_fits.begin(), other.also_fits.end(), "supabase") ==
          other.also_fits.end());
}

TEST_CASE("supabase: the image of its first releases is skipped, as it does") {
    const temporary_folder folder;
    folder.write("20211208000000_init.sql", "SELECT 1;");
    folder.write("20240101000000_init.sql", "SELECT 1;");
    const source all = read_source(folder.path(), {.format = "supabase"});
    CHECK(versions_of(all) == "20240101000000");
    CHECK(all.never_run.size() == 1);
}

TEST_CASE("supabase: a script without a transaction, and a block in the middle, run in steps") {
    const temporary_folder folder;
    folder.write("20240101000000_a.sql",
                 "-- pg-delta: transaction=false\nCREATE TABLE a ();\nCREATE TABLE b ();\n");
    folder.write("20240102000000_b.sql", "CREATE TABLE c ();\nBEGIN;\nCREATE TABLE d ();\nEND;");
    const source all = read_source(folder.path(), {.format = "supabase"});
    CHECK(steps_of(all.versioned[0], direction::up) == 2);
    CHECK(steps_of(all.versioned[1], direction::up) == 2);
    folder.write("20240102000000_c.sql", "SELECT 1;");
    CHECK(caught<dunlin::error>([&] { read_source(folder.path(), {.format = "supabase"}); })
              .message()
              .find("duplicate version 20240102000000") == 0);
}
