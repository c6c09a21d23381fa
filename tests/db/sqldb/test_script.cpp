// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <string>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

TEST_CASE("a script runs whole, and each statement's result is given as it completes") {
    const test_database database;
    sqldb::connection db(database.config());
    std::vector<std::string> tags;
    const auto completed = db.run_script(
        "CREATE TABLE t (n int);; INSERT INTO t VALUES (1), (2); SELECT ':no' FROM t",
        [&](const sqldb::result& result) { tags.emplace_back(result.command_tag()); });
    CHECK(completed == 3);
    CHECK(tags == std::vector<std::string>{"CREATE TABLE", "INSERT 0 2", "SELECT 2"});
    CHECK(db.run_script(" -- nothing") == 0);
    CHECK(db.run_script("") == 0);
}

TEST_CASE("an error in a script says how many statements came before it, and where it is") {
    const test_database database;
    sqldb::connection db(database.config());
    const std::string text = "SELECT 'é'; SELECT 2; SELECT * FROM wrong; SELECT 4";
    const auto problem = caught<sqldb::sql_error>([&] { db.run_script(text); });
    CHECK(problem.kind() == error_kind::undefined_table);
    CHECK(problem.statements_completed == 2);
    CHECK(problem.position == 37);
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);
}

TEST_CASE("a script without transaction control is one transaction") {
    const test_database database;
    sqldb::connection db(database.config());
    caught<sqldb::sql_error>([&] { db.run_script("CREATE TABLE t (n int); SELECT 1 / 0"); });
    CHECK(sqldb::query_value<bool>(db, "SELECT to_regclass('t') IS NULL"));
}

TEST_CASE("COPY in a script is refused and leaves the session in step") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script("CREATE TABLE t (n int); INSERT INTO t SELECT generate_series(1, 100000)");
    for (const auto* text :
         {"SELECT 1; COPY t FROM STDIN; SELECT 2", "COPY t TO STDOUT; SELECT 2"}) {
        CAPTURE(text);
        CHECK(caught<error>([&] { db.run_script(text); }).kind() == error_kind::usage);
        CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);
    }
    CHECK(caught<error>([&] { db.run("COPY t TO STDOUT", {}); }).kind() == error_kind::usage);
    db.run_script("BEGIN");
    CHECK(caught<error>([&] { db.run_script("COPY t FROM STDIN"); }).kind() == error_kind::usage);
    CHECK(db.in_transaction());
    CHECK(caught<sqldb::sql_error>([&] { db.run("SELECT 1", {}); }).sqlstate == "25P02");
    db.reset_session();
    CHECK_FALSE(db.in_transaction());
}

TEST_CASE("two statements are refused where one is meant") {
    const test_database database;
    sqldb::connection db(database.config());
    CHECK(caught<sqldb::sql_error>([&] { db.run("SELECT 1; SELECT 2", {}); }).sqlstate == "42601");
}
