// SPDX-License-Identifier: MIT
// Several statements in one query.
#include "query_program.hpp"

#include <doctest/doctest.h>

TEST_CASE("the results of several statements stand one after the other") {
    const query_program q;
    CHECK(q.run({"SELECT 1 AS a; SET work_mem = '1MB'; SELECT :b AS b", "-p", "b=x"}).out ==
          " a\n--\n 1\n(1 row)\n\n b\n--\n x\n(1 row)\n");
    CHECK(q.run({"-o", "markdown", "SELECT 1 AS a; SELECT 2 AS b"}).out ==
          "| a |\n| ---: |\n| 1 |\n\n| b |\n| ---: |\n| 2 |\n");
    q.folder.write("two.sql", "SELECT 1 AS a;\n-- then\nSELECT 2 AS a, 3 AS a;\n");
    CHECK(q.run({"-o", "json", "-f", "two.sql"}).out ==
          "{\"schema\":1,\"results\":["
          "{\"columns\":[{\"name\":\"a\",\"type\":\"int4\"}],\"rows\":[\n{\"a\":1}\n]}\n,"
          "{\"columns\":[{\"name\":\"a\",\"type\":\"int4\"},"
          "{\"name\":\"a_2\",\"type\":\"int4\"}],\"rows\":[\n{\"a\":2,\"a_2\":3}\n]}\n]}\n");
    CHECK(q.run({"--max-rows", "1", "SELECT generate_series(1, 3) AS a; SELECT 5 AS b"}).out ==
          " a\n--\n 1\n(1 row, more were left out)\n\n b\n--\n 5\n(1 row)\n");
}

TEST_CASE("where there is room for one result, a second statement is pointed at") {
    const query_program q;
    for (const auto* format : {"csv", "ndjson"}) {
        const auto run = q.run({"-o", format, "SELECT 1;\n  SELECT 2"});
        CHECK(run.exit_code == 2);
        CHECK(run.out == "");
        CHECK(contains(run.err, std::string(format) + " takes one statement, but this text has 2"));
    }
    const auto plan = q.run({"--explain", "-f", "-"}, {.input = "SELECT 1;\n  SELECT 2"});
    CHECK(plan.exit_code == 2);
    CHECK(plan.err == "error: line 2:3: --explain takes one statement, but this text has 2\n"
                      "  2 |   SELECT 2\n"
                      "    |   ^\n"
                      "hint: explain one statement at a time\n");
}

TEST_CASE("an error has its place in the whole text") {
    const query_program q;
    const auto place = [&](const std::string& sql) {
        const std::string text = q.run({sql}).err;
        return text.substr(0, text.find(": ", 7));
    };
    CHECK(place("SELECT '\xC3\xA4';\nSELECT\n 1, nope") == "error: line 3:5");
    CHECK(place("SELECT '\xC3\xA4'; SELECT nope") == "error: line 1:20");
    // No position: where the statement begins.
    CHECK(place("SELECT 1;\n SELECT 1 / 0") == "error: line 2:2");
    CHECK(q.run({"SELECT :a;\nSELECT :b", "-p", "a=1"}).exit_code == 2);
    CHECK(contains(q.run({"SELECT 1; \\dt"}).err, "\\dt is a command of psql"));
}

TEST_CASE("with --write several statements are one transaction") {
    const query_program q;
    const auto done = q.run({"-w",
                             "CREATE TABLE t (x int, j jsonb);\n"
                             "INSERT INTO t VALUES (:x, :j), (2, NULL);\n"
                             "SELECT x FROM t ORDER BY x",
                             "--params", q.folder.write("v.json", R"({"x":1,"j":"s"})").string()});
    CHECK(done.exit_code == 0);
    CHECK(done.out == " x\n--\n 1\n 2\n(2 rows)\n");
    CHECK(done.err == "CREATE TABLE, 2 rows affected, 2 rows selected in " +
                          dunlin::test::shown(q.database.url()) + "\n");
    CHECK(q.value("SELECT j::text FROM t WHERE x = 1") == "\"s\"");
    const auto failed = q.run({"-w", "INSERT INTO t VALUES (3);\nINSERT INTO t VALUES (1 / 0)"});
    CHECK(failed.exit_code == 1);
    CHECK(failed.err == "error: line 2:1: division by zero (22012)\n"
                        "  2 | INSERT INTO t VALUES (1 / 0)\n"
                        "    | ^\n"
                        "Nothing was committed.\n");
    CHECK(q.value("SELECT count(*)::text FROM t") == "2");
    const auto json = q.run({"-w", "-o", "json", "DELETE FROM t WHERE x = 1; DELETE FROM t"});
    CHECK(json.out.starts_with("{\"schema\":1,\"results\":["
                               "{\"columns\":[],\"rows\":[],\"affected\":1}\n,"
                               "{\"columns\":[],\"rows\":[],\"affected\":1}\n],"
                               "\"database\":\"postgres"));
    const auto alone = q.run({"-w", "SELECT 1;\nVACUUM"});
    CHECK(alone.exit_code == 2);
    CHECK(contains(alone.err, "error: line 2:1: this statement cannot run in a transaction"));
}
