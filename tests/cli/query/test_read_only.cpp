// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>

TEST_CASE("nothing that a query tries changes the database") {
    const query_program q;
    q.execute(
        "CREATE TABLE t (x int); INSERT INTO t VALUES (1); CREATE SEQUENCE s; "
        "CREATE FUNCTION w() RETURNS int LANGUAGE sql AS 'INSERT INTO t VALUES (2) RETURNING x'; "
        "CREATE FUNCTION open_up() RETURNS void LANGUAGE plpgsql AS "
        "'BEGIN PERFORM set_config(''transaction_read_only'', ''off'', true); DELETE FROM t; END'; "
        "CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN ROLLBACK; DELETE FROM t; COMMIT; END'");
    for (const auto* sql :
         {"DELETE FROM t",
          "UPDATE t SET x = 2",
          "INSERT INTO t VALUES (2)",
          "TRUNCATE t",
          "DROP TABLE t",
          "CREATE TABLE u ()",
          "ALTER TABLE t ADD y int",
          "CREATE TEMP TABLE u ()",
          "GRANT SELECT ON t TO PUBLIC",
          "COMMENT ON TABLE t IS 'x'",

          "MERGE INTO t USING t AS u ON false WHEN NOT MATCHED THEN INSERT VALUES (2)",
          "WITH gone AS (DELETE FROM t RETURNING x) SELECT * FROM gone",
          "SELECT * INTO u FROM t",
          "SELECT * FROM t FOR UPDATE",
          "SELECT w()",
          "SELECT open_up()",
          "CALL p()",
          "SELECT nextval('s')",
          "SELECT setval('s', 9)",
          "EXPLAIN ANALYZE DELETE FROM t",
          "DO $$ BEGIN DELETE FROM t; END $$",
          "DO $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM t; END $$",
          "DO $$ BEGIN COMMIT; DELETE FROM t; END $$",
          "SELECT set_config('transaction_read_only', 'off', true), w()"}) {
        const auto run = q.run({sql});
        CAPTURE(sql);
        CAPTURE(run.err);
        CHECK((run.exit_code == 8 || run.exit_code == 1));
        CHECK(run.out == "");
    }
    CHECK(q.value("SELECT string_agg(x::text, ',') FROM t") == "1");
    CHECK(q.value("SELECT is_called::text FROM s") == "false");
}

TEST_CASE("what READ ONLY lets through is refused or rolled back") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    // PostgreSQL refuses this itself from 16 on.
    const auto object = q.run({"SELECT lo_from_bytea(0, 'x')"});
    CHECK((object.exit_code == 8 || contains(object.out, "(1 row)")));
    CHECK(q.value("SELECT count(*)::text FROM pg_largeobject_metadata") == "0");
    for (const auto* sql : {"COPY t TO PROGRAM 'touch made'", "copy(SELECT 1) to '/nonexistent/x'",
                            "/* c */ COPY t FROM PROGRAM 'echo 1'", "VACUUM t",
                            "ALTER SYSTEM SET work_mem = '1MB'"}) {
        const auto run = q.run({sql});
        CAPTURE(sql);
        CAPTURE(run.err);
        CHECK(run.exit_code == 8);
        CHECK(contains(run.err, "--write"));
    }
}

TEST_CASE("each of several statements is read-only") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    for (const auto* sql : {"SELECT 1; DROP TABLE t", "SELECT 1;;INSERT INTO t VALUES (1);",
                            "SET transaction_read_only = off; INSERT INTO t VALUES (1)"}) {
        CAPTURE(sql);
        CHECK(q.run({sql}).exit_code == 8);
    }
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
}

TEST_CASE("what would change a pooled session is refused") {
    const query_program q;
    for (const auto* sql :
         {"PREPARE x AS SELECT 1", "DEALLOCATE ALL", "DISCARD PLANS", "load 'auto_explain'"}) {
        CAPTURE(sql);
        const auto run = q.run({std::string("SELECT 1; ") + sql});
        CHECK(run.exit_code == 8);
        CHECK(run.out == "");
        CHECK(run.err.starts_with("error: line 1:11: "));
        CHECK(contains(run.err, " changes the session, which outlives the query behind a pooler"));
    }
    CHECK(q.run({"--write", "PREPARE x AS SELECT 1; EXECUTE x; DEALLOCATE x"}).exit_code == 0);
    CHECK(q.run({"SELECT 1 AS load"}).exit_code == 0);
}

TEST_CASE("a text that ends the transaction is not run") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    for (const auto* sql :
         {"COMMIT; DROP TABLE t", "DROP TABLE t; COMMIT", "COMMIT", "ROLLBACK", "END", "ABORT",
          "BEGIN", "START TRANSACTION READ WRITE", "COMMIT AND CHAIN", "SAVEPOINT s",
          "PREPARE TRANSACTION 'x'", "COPY t TO STDOUT", "COPY t FROM STDIN"}) {
        for (const bool write : {false, true}) {
            const auto run = write ? q.run({"--write", sql}) : q.run({sql});
            CAPTURE(sql);
            CAPTURE(run.err);
            CHECK(run.exit_code == 2);
        }
    }
    CHECK(q.value("SELECT count(*)::text FROM t") == "0");
    // What looks like two statements and is one.
    CHECK(q.run({"-o", "csv", "SELECT 'a;b' /* ; */ AS x -- ;\n;"}).out == "x\na;b\n");
}

TEST_CASE("a refused write says how to write") {
    const query_program q;
    q.execute("CREATE TABLE t (x int)");
    CHECK(q.run({"DELETE FROM t"}).err ==
          "error: cannot execute DELETE in a read-only transaction (25006)\n"
          "hint: add --write to let the statement change data\n");
}
