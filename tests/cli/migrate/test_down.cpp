// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace migrate_test;

TEST_CASE("migrate down takes back one") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    const auto run = p.run({"migrate", "down"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "reverted 2  second  ("));
    CHECK(contains(run.err, "; now at 1, 1 pending\n"));
}

TEST_CASE("all migrations are taken back only with consent") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    const auto refused = p.run({"migrate", "down", "--to", "0"});
    CHECK(refused.exit_code == 8);
    CHECK(contains(refused.err, "--yes"));
    CHECK(p.run({"migrate", "down", "--to", "0", "--yes"}).exit_code == 0);
    CHECK(contains(p.run({"status", "-o", "json"}).out, "\"current\":null"));
}

TEST_CASE("without a down script the file to write it to is named") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();\n");
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    const auto down = p.run({"migrate", "down"});
    CHECK(down.exit_code == 4);
    CHECK(
        contains(down.err, "hint: write it in migrations/1_a.sql, below the line: -- dunlin:down"));
    std::filesystem::rename(p.folder.path() / "migrations/1_a.sql",
                            p.folder.path() / "migrations/2_b.sql");
    const auto gone = p.run({"migrate", "down"});
    CHECK(gone.exit_code == 4);
    CHECK(contains(gone.err, "error: 1 has no down script in the ledger, and its file is missing\n"
                             "hint: restore the file\n"));
}
