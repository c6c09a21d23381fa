// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/server_version.hpp>

#include <cstdint>
#include <string>
#include <string_view>

using namespace dunlin;

namespace {

struct fixture {
    dunlin::test::test_database database;
    sqldb::connection db{database.config()};
};

constexpr std::string_view script = R"(
-- one; two
CREATE TABLE t (a int, note text); CREATE TABLE log (a int);;
CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO log VALUES (new.a); INSERT INTO log VALUES (0));
CREATE FUNCTION f(x int) RETURNS int BEGIN ATOMIC
    INSERT INTO t VALUES (x, CASE WHEN x > 0 THEN 'end;' ELSE CASE x WHEN 0 THEN 'b' END END);
    SELECT count(*)::int AS end FROM log;
END;
CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $x$BEGIN RETURN 1; END$x$;
SELECT f(7), E'\';' /* ; /* ; */ */, 'a;'
  -- joined;
  'b;';
SELECT g()
)";

} // namespace

TEST_CASE_FIXTURE(fixture, "each piece is one statement to the server") {
    if (!dunlin::test::has_version(14, "BEGIN ATOMIC")) {
        return;
    }
    std::size_t pieces = 0;
    // The extended protocol takes no two statements at once, and a torn one is a syntax error.
    for (const auto& statement : sqltext::split(script)) {
        CHECK_NOTHROW(db.run(statement.text(script), {}));
        ++pieces;
    }
    CHECK(pieces == 7);
    CHECK(sqldb::query_value<std::int64_t>(db, "SELECT count(*) FROM log") == 2);
}
