// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <doctest/doctest.h>

using namespace migrate_test;

namespace {

std::string comment_lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += "-- more\n";
    }
    return text;
}

} // namespace

TEST_CASE("an SQL error reads like a compiler's and says what was applied before") {
    const project p;
    write_two(p);
    p.write("3_third.sql",
            "CREATE TABLE c ();\nCREATE TABLE d ();\n\nCREATE INDEX ON widgit (name);\n");
    const auto run = p.run({"migrate", "up"});
    CHECK(run.exit_code == 1);
    CHECK(contains(run.err, "error: migrations/3_third.sql:4:1: relation \"widgit\" does not exist "
                            "(42P01)\n"
                            "  4 | CREATE INDEX ON widgit (name);\n"
                            "    | ^\n"));
    CHECK(contains(run.err, "applied before this: 1, 2. Migration 3 was not applied.\n"));
}

TEST_CASE("a syntax error on line 40 of 60 has a caret under it, whoever finds it") {
    const project p;
    p.write("1_a.sql", comment_lines(39) + "CREATE TABLE (id int);\n" + comment_lines(20));
    const auto run = p.run({"migrate", "up"});
    // A server of the parser's version is not asked.
    const bool by_server =
        dunlin::sqldb::connection(p.database.config()).server_version() / 10000 !=
        dunlin::sqltext::parser_version();
    CHECK(run.exit_code == (by_server ? 1 : 2));
    CHECK(contains(run.err, std::string("error: migrations/1_a.sql:40:14: syntax error at or near "
                                        "\"(\"") +
                                (by_server ? " (42601)" : "") +
                                "\n  40 | CREATE TABLE (id int);\n"
                                "     |              ^\n"));
}

TEST_CASE("the third of five statements is named, also in JSON") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\n"
                       "INSERT INTO a VALUES (1), (2);\nINSERT INTO a VALUES (3);\nSELECT 1;\n");
    const auto run = p.run({"migrate", "up", "-o", "json"});
    CHECK(run.exit_code == 1);
    CHECK(run.out == "");
    CHECK(contains(run.err, "\"kind\":\"unique_violation\""));
    CHECK(contains(run.err, "\"file\":\"migrations/1_a.sql\",\"line\":3,\"column\":1,"
                            "\"statement\":\"INSERT INTO a VALUES (1), (2)\",\"applied\":[]"));
}

TEST_CASE(
    "an empty folder, a missing one, a file that is not UTF-8 and a duplicate are exit code 2") {
    const project p;
    const auto missing = p.run({"migrate", "up"});
    CHECK(missing.exit_code == 2);
    CHECK(contains(missing.err, "no such folder: migrations"));
    p.folder.write("migrations/.keep", "");
    const auto empty = p.run({"migrate", "up"});
    CHECK(empty.exit_code == 2);
    CHECK(contains(
        empty.err,
        "no migrations in migrations\nhint: create the first one with `dunlin migrate new SLUG`\n"));
    p.write("1_a.sql", "SELECT 'caf\xE9';");
    const auto bytes = p.run({"migrate", "up"});
    CHECK(bytes.exit_code == 2);
    CHECK(contains(bytes.err, "error: migrations/1_a.sql:1:12: "));
    CHECK(contains(bytes.err, "is not valid UTF-8 (byte 0xe9)"));
    p.write("1_a.sql", "SELECT 1;");
    p.write("01_b.sql", "SELECT 2;");
    const auto twice = p.run({"migrate", "up"});
    CHECK(twice.exit_code == 2);
    CHECK(contains(twice.err, "duplicate version 1: migrations/01_b.sql and migrations/1_a.sql"));
}

TEST_CASE("a history that does not fit is exit code 4, named with what resolves it") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    p.write("1.5_late.sql", "CREATE TABLE late ();");
    const auto run = p.run({"migrate", "up"});
    CHECK(run.exit_code == 4);
    CHECK(contains(run.err, "1.5 (migrations/1.5_late.sql) is not applied, but the later 2 is"));
    CHECK(contains(run.err, "--allow-out-of-order"));
    CHECK(p.run({"migrate", "up", "--allow-out-of-order"}).exit_code == 0);
}
