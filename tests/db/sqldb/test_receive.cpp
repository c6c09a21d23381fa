// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>
#include <support/temporary_folder.hpp>

#include <stdexcept>

using namespace dunlin::sqldb;
using dunlin::test::caught;

namespace {

struct notebook final : row_receiver {
    void columns(const std::vector<column>& described) override {
        ++descriptions;
        for (const auto& column : described) {
            names.push_back(column.name);
        }
    }
    bool row(const dunlin::sqldb::row& current) override {
        if (fail_at == static_cast<int>(values.size())) {
            throw std::runtime_error("no more");
        }
        values.emplace_back(current.text(0));
        return values.size() < max_rows;
    }

    int descriptions = 0;
    std::vector<std::string> names;
    std::vector<std::string> values;
    std::size_t max_rows = 1000000;
    int fail_at = -1;
};

} // namespace

TEST_CASE("a read-only statement gives its columns and rows") {
    const dunlin::test::test_database database;
    connection db(database.config());
    notebook seen;
    const auto end = db.stream_read_only("SELECT n AS a FROM generate_series(1, :last::int) n",
                                         {{"last", 3}}, seen);
    CHECK(seen.names == std::vector<std::string>{"a"});
    CHECK(seen.values == std::vector<std::string>{"1", "2", "3"});
    CHECK(end.rows == 3);
    CHECK(end.complete);
    CHECK(end.command_tag == "SELECT 3");
    CHECK_FALSE(db.in_transaction());

    notebook none;
    db.stream_read_only("SELECT 1 AS b WHERE false", {}, none);
    CHECK(none.names == std::vector<std::string>{"b"});
    CHECK(none.values.empty());

    notebook command;
    CHECK(db.stream_read_only("SET work_mem = '1MB'", {}, command).command_tag == "SET");
    CHECK(command.descriptions == 1);
}

TEST_CASE("nothing that a read-only statement tries is kept, and the session stays usable") {
    const dunlin::test::test_database database;
    connection db(database.config());
    db.run_script(
        "CREATE TABLE t (x int); CREATE SEQUENCE s; CREATE FUNCTION w() RETURNS int LANGUAGE sql AS "
        "'INSERT INTO t VALUES (1) RETURNING x'; CREATE PROCEDURE p() LANGUAGE plpgsql "
        "AS 'BEGIN ROLLBACK; INSERT INTO t VALUES (1); COMMIT; END'");
    for (const auto* sql :
         {"INSERT INTO t VALUES (1)",
          "WITH x AS (INSERT INTO t VALUES (1) RETURNING x) SELECT * FROM x", "SELECT w()",
          "CALL p()", "SELECT nextval('s')", "CREATE TABLE u ()", "TRUNCATE t",
          "SELECT * FROM t FOR UPDATE", "EXPLAIN ANALYZE INSERT INTO t VALUES (1)",
          "SELECT set_config('transaction_read_only', 'off', true)",
          "DO $$ BEGIN SET TRANSACTION READ WRITE; INSERT INTO t VALUES (1); END $$",
          "DO $$ BEGIN COMMIT; INSERT INTO t VALUES (1); END $$",
          "SELECT 1; INSERT INTO t VALUES (1)", "COMMIT; INSERT INTO t VALUES (1)"}) {
        CAPTURE(sql);
        notebook seen;
        caught<sql_error>([&] { db.stream_read_only(sql, {}, seen); });
        CHECK_FALSE(db.in_transaction());
    }
    notebook seen;
    try { // Up to PostgreSQL 15 this is let through, and a COMMIT would keep it.
        db.stream_read_only("SELECT lo_from_bytea(0, 'x')", {}, seen);
        CHECK(db.server_version() < 160000);
    } catch (const sql_error& refused) {
        CHECK(refused.sqlstate == "25006");
    }
    CHECK(query_value<std::int64_t>(db, "SELECT count(*) FROM pg_largeobject_metadata") == 0);
    CHECK(query_value<std::int64_t>(db, "SELECT count(*) FROM t") == 0);
    CHECK_FALSE(query_value<bool>(db, "SELECT is_called FROM s"));
}

TEST_CASE("an error in a read-only statement has its place in the text that was given") {
    const dunlin::test::test_database database;
    connection db(database.config());
    notebook seen;
    const auto problem = caught<sql_error>([&] {
        db.stream_read_only("SELECT :a::int, nowhere", {{"a", 1}}, seen);
    });
    CHECK(problem.kind() == dunlin::error_kind::undefined_column);
    CHECK(problem.position == 17);
    CHECK(seen.descriptions == 0);
    const auto late = caught<sql_error>([&] {
        db.stream_read_only("SELECT 1 / (99 - n) FROM generate_series(1, 200) n", {}, seen);
    });
    CHECK(late.sqlstate == "22012");
    // libpq may hand rows over in chunks, and keeps those of the last one to itself.
    CHECK(seen.values.size() >= 96);
}

TEST_CASE("a receiver that wants no more, or throws, ends the statement") {
    const dunlin::test::test_database database;
    connection db(database.config());
    notebook two;
    two.max_rows = 2;
    const auto end = db.stream_read_only("SELECT generate_series(1, 10000000)", {}, two);
    CHECK_FALSE(end.complete);
    CHECK(two.values.size() == 2);
    notebook failing;
    failing.fail_at = 5;
    CHECK_THROWS_AS(db.stream_read_only("SELECT generate_series(1, 10000000)", {}, failing),
                    std::runtime_error);
    CHECK_FALSE(db.in_transaction());
    CHECK(query_value<int>(db, "SELECT 7") == 7);
}

TEST_CASE("a read-only statement costs one round trip") {
    const dunlin::test::test_database database;
    const dunlin::test::temporary_folder folder;
    auto settings = database.config();
    const dunlin::test::proxy between(dunlin::test::server_socket(), folder.path());
    settings.host = between.host();
    settings.port = 5432;
    connection db(settings);
    const auto before = between.turns();
    notebook seen;
    db.stream_read_only("SELECT 1", {}, seen);
    CHECK(between.turns() - before == 1);
}

TEST_CASE("statements that may write stream with their columns as well") {
    const dunlin::test::test_database database;
    connection db(database.config());
    db.run_script("CREATE TABLE t (x int)");
    notebook seen;
    const auto end = db.stream("INSERT INTO t SELECT generate_series(1, 3) RETURNING x", {}, seen);
    CHECK(end.affected == 3);
    CHECK(seen.values.size() == 3);
    notebook silent;
    CHECK(db.stream("DELETE FROM t", {}, silent).affected == 3);
    CHECK(silent.names.empty());
}

TEST_CASE("names and values are compared without a session") {
    CHECK_NOTHROW(require_match("SELECT :a", {{"a", 1}}));
    CHECK(caught<dunlin::error>([] { require_match("SELECT :a", {}); }).kind() ==
          dunlin::error_kind::usage);
    CHECK(caught<dunlin::error>([] {
              require_match("SELECT 1", {{"a", 1}});
          }).kind() == dunlin::error_kind::usage);
}
