// SPDX-License-Identifier: MIT
// migrate renumber: a merge brought a version that is taken, or below one that is applied.
#include "project.hpp"

#include <doctest/doctest.h>

#include <filesystem>

using namespace migrate_test;

namespace {

bool has_file(const project& p, const std::string& name) {
    return std::filesystem::exists(p.folder / ("migrations/" + name));
}

} // namespace

TEST_CASE("of two files of one version the one that is not applied is renumbered") {
    const project p;
    p.write("0006_a.sql", "CREATE TABLE a ();\n");
    p.write("0007_prices.sql",
            "-- Version: 0007\n-- Description: Prices\nCREATE TABLE prices ();\n");
    CHECK(p.run({"migrate", "up"}).exit_code == 0);
    p.write("0007_stock.sql", "-- Version: 0007\n-- Description: Stock\nCREATE TABLE stock ();\n");
    CHECK(p.run({"migrate", "up"}).exit_code == 2);
    const auto ambiguous = p.run({"migrate", "renumber", "7"});
    CHECK(ambiguous.exit_code == 2);
    CHECK(ambiguous.err ==
          "error: 2 files have version 7: migrations/0007_prices.sql, "
          "migrations/0007_stock.sql\nhint: name the file instead of the version\n");
    const auto applied = p.run({"migrate", "renumber", "0007_prices.sql"});
    CHECK(applied.exit_code == 4);
    CHECK(contains(applied.err, "0007 (migrations/0007_prices.sql) is applied in "));
    const auto run = p.run({"migrate", "renumber", "0007_stock.sql"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "migrations/0007_stock.sql -> migrations/0008_stock.sql\n");
    CHECK(run.err == "");
    CHECK(p.folder.read("migrations/0008_stock.sql") ==
          "-- Version: 0008\n-- Description: Stock\nCREATE TABLE stock ();\n");
    CHECK_FALSE(has_file(p, "0007_stock.sql"));
    CHECK(contains(p.run({"migrate", "up"}).err, "applied 0008"));
}

TEST_CASE("an applied version is refused, a late one goes to the end, the last one stays") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    CHECK(p.run({"migrate", "renumber", "1"}).exit_code == 4);
    p.write("1.5_late.sql", "CREATE TABLE late ();\n");
    CHECK(p.run({"migrate", "up"}).exit_code == 4);
    const auto run = p.run({"migrate", "renumber", "1.5", "--format", "json"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "{\"schema\":1,\"old_version\":\"1.5\",\"new_version\":\"3\","
                     "\"database_checked\":true,\"files\":[{\"from\":\"migrations/1.5_late.sql\","
                     "\"to\":\"migrations/3_late.sql\"}]}\n");
    const auto last = p.run({"migrate", "renumber", "3"});
    CHECK(last.exit_code == 0);
    CHECK(last.out == "");
    CHECK(last.err == "nothing to do: 3 is after all other versions\n");
    CHECK(p.run({"migrate", "renumber", "9"}).exit_code == 5);
}

TEST_CASE("without a database that answers the file is renamed, and that is said") {
    const project p;
    write_two(p);
    const auto renumber = [&](const std::string& database) {
        return p.run({"migrate", "renumber", "1", "--database", database});
    };
    const auto run = renumber("host=/nowhere dbname=x");
    CHECK(run.exit_code == 0);
    CHECK(run.out == "migrations/1_first.sql -> migrations/3_first.sql\n");
    CHECK(contains(run.err, "warning: not checked whether 1 is applied: "));
    const auto none =
        dunlin::test::run_program({"migrate", "renumber", "2"}, {.folder = p.folder.path()});
    CHECK(none.exit_code == 0);
    CHECK(none.err == "warning: not checked whether 2 is applied: no database is configured\n");
}

TEST_CASE("a migration that stopped between two steps is not renumbered") {
    const project p;
    write_two(p);
    p.write("1.5_steps.sql", "CREATE TABLE c (id int);\nCREATE INDEX CONCURRENTLY c_id ON c (id);\n"
                             "CREATE INDEX CONCURRENTLY c_no ON c (nothing);\n");
    CHECK(p.run({"migrate", "up", "--to", "1.5"}).exit_code == 1);
    CHECK(p.run({"migrate", "renumber", "1.5"}).exit_code == 4);
    CHECK(has_file(p, "1.5_steps.sql"));
}

TEST_CASE("nothing is overwritten") {
    const project p;
    write_two(p);
    p.folder.write("migrations/3_first.sql.bak", "");
    std::filesystem::create_directory(p.folder / "migrations/3_first.sql");
    const auto run = p.run({"migrate", "renumber", "1"});
    CHECK(run.exit_code == 8);
    CHECK(contains(run.err, "migrations/3_first.sql already exists"));
    CHECK(has_file(p, "1_first.sql"));
}
