// SPDX-License-Identifier: MIT
#include "proxied.hpp"

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

TEST_CASE("a session speaks UTF-8, keeps UTC and shows its application's name") {
    const test_database database;
    auto settings = database.config();
    settings.application_name = "dunlin test";
    sqldb::connection db(settings);
    CHECK(db.parameter_status("TimeZone") == "UTC");
    CHECK(db.parameter_status("client_encoding") == "UTF8");
    CHECK(db.parameter_status("DateStyle").substr(0, 3) == "ISO");
    CHECK(db.parameter_status("application_name") == "dunlin test");
    CHECK(sqldb::query_value<std::string>(db, "SHOW timezone") == "UTC");
    CHECK(sqldb::query_value<std::string>(db, "SELECT current_database()") == database.name());
    CHECK(db.server_version() >= 120000);
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT pg_backend_pid()") == db.backend_pid());
}

TEST_CASE("named parameters are bound wherever they stand, and NULL is one") {
    const test_database database;
    sqldb::connection db(database.config());
    const auto rows =
        db.run("SELECT :a::text || ':b' || :b, :a::text, :none::int -- :comment",
               {{"a", "x"}, {"b", std::string("y")}, {"none", std::optional<std::int32_t>{}}});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].text(0) == "x:by");
    CHECK(rows[0].text(1) == "x");
    CHECK(rows[0].is_null(2));
}

TEST_CASE("names that do not fit are a usage error before anything is sent") {
    const test_database database;
    sqldb::connection db(database.config());
    const auto unbound = caught<error>([&] { db.run("SELECT :user", {{"usre", 1}}); });
    CHECK(unbound.kind() == error_kind::usage);
    CHECK(unbound.message() == "no value for :user");
    CHECK(unbound.hint() == "did you mean :user for :usre?");
    const auto unused = caught<error>([&] { db.run("SELECT :a::int", {{"a", 1}, {"b", 2}}); });
    CHECK(unused.message() == "the statement has no parameter :b");
    const auto nul = caught<error>([&] {
        db.run("SELECT :a", {{"a", std::string("x\0secret", 8)}});
    });
    CHECK(nul.kind() == error_kind::usage);
    CHECK(nul.message().find("secret") == std::string::npos);
}

TEST_CASE("a server error carries its fields, and its position is in the text with the names") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run_script("CREATE TABLE t (id int CONSTRAINT t_key PRIMARY KEY, n int NOT NULL,"
                  " CONSTRAINT positive CHECK (n > 0)); INSERT INTO t VALUES (1, 1)");
    const auto twice = caught<sqldb::sql_error>([&] {
        db.run("INSERT INTO t VALUES (:id, :n)", {{"id", 1}, {"n", 77}});
    });
    CHECK(twice.kind() == error_kind::unique_violation);
    CHECK(twice.sqlstate == "23505");
    CHECK(twice.constraint == "t_key");
    CHECK(twice.table == "t");
    CHECK(twice.statement == "INSERT INTO t VALUES (:id, :n)");
    const auto null = caught<sqldb::sql_error>([&] { db.run("INSERT INTO t VALUES (2)", {}); });
    CHECK(null.kind() == error_kind::not_null_violation);
    CHECK(null.column == "n");

    const std::string sql = "SELECT 'ü', :long_name::int, :long_name::int, wrong FROM t";
    const auto wrong = caught<sqldb::sql_error>([&] { db.run(sql, {{"long_name", 1}}); });
    CHECK(wrong.kind() == error_kind::undefined_column);
    CHECK(wrong.position == 47);
    CHECK(db.is_open());
}

TEST_CASE("a statement, a script and a stream take one round trip each") {
    const test_database database;
    const proxied server(database);
    sqldb::connection db(server.settings());
    const auto turns_of = [&](auto&& call) {
        const auto before = server.turns();
        call();
        return server.turns() - before;
    };
    CHECK(turns_of([&] { db.run("SELECT :a::int", {{"a", 1}}); }) == 1);
    CHECK(turns_of([&] { db.run_script("CREATE TABLE t (n int); INSERT INTO t VALUES (1)"); }) ==
          1);
    CHECK(turns_of([&] { db.stream("SELECT * FROM t", {}, [](const sqldb::row&) {}); }) == 1);
    CHECK(turns_of([&] { sqldb::status_check(db); }) == 1);
}

TEST_CASE("texts and names are quoted as the session reads them") {
    const test_database database;
    sqldb::connection db(database.config());
    for (const std::string_view scan : {"on", "off"}) {
        db.run_script("SET escape_string_warning = off; SET standard_conforming_strings = " +
                      std::string(scan));
        for (const std::string text : {"it's", "a\\b\\'", "'; SELECT 1 --", "ä \"", ""}) {
            CHECK(sqldb::query_value<std::string>(db, "SELECT " + db.quote_literal(text)) == text);
        }
        const std::string name = "it's \"A\" \\ table";
        CHECK(db.run("SELECT 1 AS " + db.quote_identifier(name), {}).describe(0).name == name);
    }
    const std::string torn = "\xC3";
    CHECK(caught<error>([&] { static_cast<void>(db.quote_literal(torn)); }).kind() ==
          error_kind::failed);
    CHECK(caught<error>([&] { static_cast<void>(db.quote_identifier(torn)); }).kind() ==
          error_kind::failed);
}
