// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/masked.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::sqltext::mask;

namespace {

std::string text(std::string_view sql) {
    return mask(sql).text;
}

/// "operation|target"
std::string summary(std::string_view sql) {
    const auto masked = mask(sql);
    return masked.operation + "|" + masked.target;
}

} // namespace

TEST_CASE("no value and no comment is left") {
    CHECK(text("SELECT 'a', E'b\\'c', $$d$$, $x$e$x$, x'0f', 1.5e3, :p FROM t -- f\n/* g */") ==
          "SELECT ?, ?, ?, ?, ?, ?, :p FROM t");
    CHECK(text("ALTER ROLE app\n  PASSWORD 's3cret'") == "ALTER ROLE app PASSWORD ?");
    CHECK(text("DO $$ BEGIN PERFORM 's3cret'; END $$") == "DO ?");
}

TEST_CASE("what cannot be read is not shown") {
    CHECK(text("SELECT 's3cret") == "(unreadable statement)");
    CHECK(mask(std::string(300 * 1024, 'x')).text == "(SQL text of 307200 bytes)");
}

TEST_CASE("a long text is cut between characters") {
    CHECK(mask("SELECT name FROM t", 6).text == "SELECT...");
    CHECK(mask("SELECT name FROM t", 100).text == "SELECT name FROM t");
    CHECK(mask("SELECT \"\xC3\xA9\xC3\xA9\" FROM t", 9).text == "SELECT \"...");
}

TEST_CASE("a statement has a name of few words") {
    CHECK(summary("select a from public.t where x = 1") == "SELECT|public.t");
    CHECK(summary("SELECT 1") == "SELECT|");
    CHECK(summary("SELECT (SELECT 1 FROM inner_one) FROM outer_one") == "SELECT|outer_one");
    CHECK(summary("INSERT INTO \"T a\" VALUES (1)") == "INSERT|\"T a\"");
    CHECK(summary("UPDATE ONLY t SET a = 1") == "UPDATE|t");
    CHECK(summary("DELETE FROM t") == "DELETE|t");
    CHECK(summary("WITH x AS (SELECT 1 FROM y) INSERT INTO t SELECT * FROM x") == "INSERT|t");
    CHECK(summary("CREATE TABLE IF NOT EXISTS a.b (c int)") == "CREATE TABLE|a.b");
    CHECK(summary("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)") == "CREATE INDEX|i");
    CHECK(summary("CREATE INDEX ON t (a)") == "CREATE INDEX|t");
    CHECK(summary("CREATE OR REPLACE FUNCTION f() RETURNS int") == "CREATE FUNCTION|f");
    CHECK(summary("CREATE MATERIALIZED VIEW v AS SELECT 1") == "CREATE MATERIALIZED VIEW|v");
    CHECK(summary("DROP TABLE IF EXISTS t") == "DROP TABLE|t");
    CHECK(summary("ALTER TABLE ONLY t ADD c int") == "ALTER TABLE|t");
    CHECK(summary("COPY t FROM STDIN") == "COPY|t");
    CHECK(summary("TRUNCATE TABLE t") == "TRUNCATE|t");
    CHECK(summary("BEGIN") == "BEGIN|");
    CHECK(summary("") == "|");
    CHECK(summary("CREATE") == "CREATE|");
    CHECK(summary("SELECT a; SELECT b") == "BATCH|");
    CHECK(mask("SELECT a; SELECT b").statements == 2);
}
