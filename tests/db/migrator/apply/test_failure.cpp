// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "roles.hpp"

#include <dunlin/sqldb/error.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::sqldb::sql_error;
using dunlin::test::caught;
using migrator_test::project;

namespace {

std::string lines(int count) {
    std::string text;
    for (int i = 1; i <= count; ++i) {
        text += "-- line " + std::to_string(i) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE(
    "an error of the server on line 40 of 60 is shown there, and what was applied before is kept") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", lines(38) + "CREATE TABLE b ();\nCREATE TABLE c (x nosuch);\n" + lines(20));
    p.write("3_c.sql", "CREATE TABLE d ();");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.sqlstate == "42704");
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("2_b.sql"));
    CHECK(problem.where()->line == 40);
    CHECK(problem.where()->column == 19);
    CHECK(problem.where()->excerpt == "CREATE TABLE c (x nosuch);");
    CHECK(problem.statement == "CREATE TABLE c (x nosuch)");
    CHECK(problem.applied == std::vector<std::string>{"1"});
    CHECK(problem.aftermath ==
          "Migration 2 was not applied. Pending after it: 3; the same command continues.");
    CHECK(p.applied() == "1");
    CHECK_FALSE(p.has_table("b"));
}

TEST_CASE("a runtime error in the third of five statements names the third") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\n"
                       "INSERT INTO a VALUES (1); -- again\nINSERT INTO a VALUES (2);\nSELECT 1;");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::unique_violation);
    CHECK(problem.where()->line == 3);
    CHECK(problem.where()->column == 1);
    CHECK(problem.statement == "INSERT INTO a VALUES (1)");
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("an error in a script that its own frame was taken off is at the right place") {
    const project p;
    p.write("1_a.sql", "BEGIN;\nSELECT 1;\nSELECT 1/0;\nCOMMIT;\n");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.where()->line == 3);
    CHECK(problem.statement == "SELECT 1/0");
}

TEST_CASE("an error after a placeholder is at the right place") {
    const project p;
    p.write("1_a.sql", "-- dunlin:placeholders\nSELECT '${long}', nothing;");
    settings settings = p.settings();
    settings.placeholder = [](std::string_view) {
        return std::optional<std::string>("a long value");
    };
    const auto problem = caught<sql_error>([&] { up(settings); });
    CHECK(problem.where()->line == 2);
    CHECK(problem.where()->column == 19);
}

TEST_CASE("an error in COPY data names the statement and the server's line") {
    const project p;
    p.write("1_a.sql",
            "CREATE TABLE t (id int);\nSELECT 1;\nCOPY t FROM stdin;\n1\nx\n\\.\nSELECT 2;");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.where()->line == 3);
    CHECK(problem.context.find("line 2") != std::string::npos);
    CHECK_FALSE(p.has_table("t"));
}

TEST_CASE("a deferred constraint that fails at COMMIT says that it came at the end") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int PRIMARY KEY);\n"
                       "CREATE TABLE b (a int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\n"
                       "INSERT INTO b VALUES (7);");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::foreign_key_violation);
    CHECK(problem.hint().find("end of the transaction") != std::string::npos);
    CHECK(problem.where()->file.ends_with("1_a.sql"));
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("a quote or comment that never ends is found in the file") {
    const project p;
    p.write("1_a.sql", "SELECT 1;\nSELECT 'open;\n");
    const auto quote = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(quote.where()->line == 2);
    p.write("1_a.sql", "SELECT 1;\n/* open\n");
    const auto comment = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(comment.where()->line == 2);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("nothing runs when a later script cannot be run as it is") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "SELECT 1;\nCOMMIT;\nSELECT 2;");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK(problem.where()->line == 2);
    CHECK_FALSE(p.has_table("a"));
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

TEST_CASE("a changed, missing or late migration stops up before anything runs") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    p.write("3_c.sql", "SELECT 3;");
    up(p.settings());
    p.write("1_a.sql", "SELECT 'other';");
    p.write("2_b.sql", "CREATE TABLE b ();");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::history);
    CHECK(problem.message().find("2 migrations do not match") == 0);
    p.write("1_a.sql", "SELECT 1;");
    CHECK(up(p.settings(), {{}, true, false}).applied.size() == 1);
    CHECK(p.applied() == "1 3 2");
}

TEST_CASE("a failure is recorded also when the migration had taken another role") {
    const project p;
    const migrator_test::roles r(p, {"low"});
    p.write("1_a.sql", r.in("-- dunlin:no-transaction\nSET ROLE {low};\nSELECT 1/0;"));
    CHECK_THROWS(up(p.settings()));
    CHECK(p.ask("SELECT string_agg(action || ' ' || version, ', ') FROM dunlin.events") ==
          "fail 1");
}
