// SPDX-License-Identifier: MIT
// Schemas that tools of this kind have written wrongly.
#include "round_trip.hpp"

#include <dunlin/catalog/script.hpp>

#include <doctest/doctest.h>

TEST_CASE("foreign keys in a circle") {
    check_round_trip(
        "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, "
        "a int REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;"
        "CREATE TABLE own (id int PRIMARY KEY, up int REFERENCES own);");
}

TEST_CASE("views in a circle") {
    check_round_trip(
        "CREATE VIEW a AS SELECT 'x'::text COLLATE \"C\" AS x, 1 AS n; CREATE VIEW b AS "
        "SELECT x, n FROM a; CREATE OR REPLACE VIEW a AS SELECT x, n FROM b;"
        "CREATE VIEW z AS SELECT * FROM a; GRANT SELECT ON a TO PUBLIC;",
        {.privileges = true});
}

TEST_CASE("a view and the function that it calls and that returns its rows") {
    check_round_trip(
        "CREATE VIEW v AS SELECT 1 AS a; CREATE FUNCTION f() RETURNS SETOF v LANGUAGE sql "
        "AS 'SELECT 1'; CREATE OR REPLACE VIEW v AS SELECT a FROM f();");
}

TEST_CASE("views on views on functions on tables, against the order of their names") {
    check_round_trip(
        "CREATE TABLE z (a int); CREATE FUNCTION y() RETURNS SETOF z LANGUAGE sql BEGIN ATOMIC SELECT "
        "* FROM z; END; CREATE VIEW x AS SELECT a FROM y(); CREATE VIEW b AS SELECT a FROM x;"
        "CREATE FUNCTION a() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM b; END;"
        "CREATE TABLE aa (n bigint DEFAULT a()); CREATE VIEW a0 AS SELECT n FROM aa;");
}

TEST_CASE("a table and the function that its check calls with its row") {
    check_round_trip(
        "CREATE TABLE t (a int); CREATE FUNCTION good(t) RETURNS bool LANGUAGE sql "
        "IMMUTABLE AS 'SELECT true'; ALTER TABLE t ADD CHECK (good(t)); CREATE INDEX ON t "
        "(good(t));");
}

TEST_CASE("a range whose function takes the range") {
    check_round_trip(
        "CREATE TYPE r; CREATE FUNCTION c(r) RETURNS r LANGUAGE internal IMMUTABLE STRICT AS "
        "'int4range_canonical'; CREATE TYPE r AS RANGE (SUBTYPE = int, CANONICAL = c);");
}

TEST_CASE("composite arguments, arrays of them and type modifiers") {
    check_round_trip(
        "CREATE SCHEMA s; CREATE TYPE s.\"Pair\" AS (a varchar(3)[], b numeric(4, 1)[][]);"
        "CREATE FUNCTION f(p s.\"Pair\", q s.\"Pair\"[], c varchar[]) RETURNS s.\"Pair\"[] LANGUAGE sql "
        "AS 'SELECT q'; CREATE TABLE t (v varchar(3)[], n numeric(4, 1)[], c char(2)[], t time(2)[]);");
}

TEST_CASE("names that must be quoted, and names of 63 bytes") {
    const std::string longest(63, 'x');
    check_round_trip("CREATE SCHEMA \"Sch.ema\"; CREATE TABLE \"Sch.ema\".\"select\" (\"a b\" int, "
                     "\"\"\"q\"\"\" int, \"\xC3\xA4\" int); CREATE POLICY \"Pol \"\"icy\" ON "
                     "\"Sch.ema\".\"select\" USING (\"a b\" > 0); CREATE FUNCTION " +
                     longest + "(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE " +
                     longest + " (id serial, " + longest +
                     " int UNIQUE); COMMENT ON COLUMN "
                     "\"Sch.ema\".\"select\".\"a b\" IS E'line\\nand \\\\ ''quote''';");
}

TEST_CASE("a view's names stay qualified, whatever the search path") {
    const dunlin::test::test_database database;
    run_sql(database, "CREATE SCHEMA s; CREATE TABLE s.t (a int); SET search_path = s; "
                      "CREATE VIEW v AS SELECT a, t FROM t; CREATE FUNCTION now() RETURNS int "
                      "LANGUAGE sql AS 'SELECT 1'; CREATE TABLE n (x timestamptz DEFAULT "
                      "pg_catalog.now(), y int DEFAULT s.now());");
    const std::string here = catalog_text(read_catalog(database));
    run_sql(database, "ALTER DATABASE " + database.name() +
                          " SET search_path = s, pg_catalog; "
                          "ALTER DATABASE " +
                          database.name() +
                          " SET DateStyle = 'German, DMY'; "
                          "ALTER DATABASE " +
                          database.name() + " SET quote_all_identifiers = on");
    CHECK(catalog_text(read_catalog(database)) == here);
    run_sql(database, "ALTER DATABASE " + database.name() + " RESET ALL");
    check_round_trip(database);
}

TEST_CASE("a dropped column leaves no trace, an invalid index is named and left out") {
    const dunlin::test::test_database database;
    run_sql(database, "CREATE TABLE t (gone int, a int); ALTER TABLE t DROP COLUMN gone; "
                      "INSERT INTO t VALUES (1), (1)");
    CHECK_THROWS(run_sql(database, "CREATE UNIQUE INDEX CONCURRENTLY broken ON t (a)"));
    const auto schema = read_catalog(database);
    CHECK(catalog_text(schema).find("gone") == std::string::npos);
    CHECK(dunlin::catalog::write_script(schema).find(
              "-- index public.broken is left out: the index is not valid\n") != std::string::npos);
    CHECK(catalog_text(schema).find("-- the index is not valid") != std::string::npos);
}

TEST_CASE("the name of what is left out cannot end its comment") {
    const dunlin::test::test_database database;
    run_sql(database, "CREATE TABLE t (a int); INSERT INTO t VALUES (1), (1)");
    CHECK_THROWS(
        run_sql(database, "CREATE UNIQUE INDEX CONCURRENTLY \"x\nDROP TABLE t;\r\" ON t (a)"));
    const std::string script = dunlin::catalog::write_script(read_catalog(database));
    CHECK(script.find("-- index public.\"x DROP TABLE t; \" is left out") != std::string::npos);
}

TEST_CASE("a database without the schema public") {
    check_round_trip("DROP SCHEMA public; CREATE SCHEMA app; CREATE TABLE app.t (a int)");
}
