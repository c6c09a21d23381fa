// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace {
const std::string mixed =
    "SELECT 9223372036854775807 AS big, 0.10::numeric AS price, 'NaN'::float8 AS nan, "
    "true AS yes, NULL::text AS nothing, '' AS empty, '{\"a\": [1]}'::jsonb AS doc, "
    "ARRAY[[1, NULL], [3, 4]] AS grid, ARRAY['a,b', 'NULL', NULL] AS words, "
    "timestamptz '2026-01-01 00:00:00.5+00' AS at, date '2026-01-02' AS day";
}

TEST_CASE("JSON is typed and exact") {
    const query_program q;
    const auto run = q.run({"-o", "json", mixed});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(
        run.out ==
        "{\"schema\":1,\"columns\":[{\"name\":\"big\",\"type\":\"int8\"},"
        "{\"name\":\"price\",\"type\":\"numeric\"},{\"name\":\"nan\",\"type\":\"float8\"},"
        "{\"name\":\"yes\",\"type\":\"bool\"},{\"name\":\"nothing\",\"type\":\"text\"},"
        "{\"name\":\"empty\",\"type\":\"text\"},{\"name\":\"doc\",\"type\":\"jsonb\"},"
        "{\"name\":\"grid\",\"type\":\"int4[]\"},{\"name\":\"words\",\"type\":\"text[]\"},"
        "{\"name\":\"at\",\"type\":\"timestamptz\"},{\"name\":\"day\",\"type\":\"date\"}],\"rows\":[\n"
        "{\"big\":9223372036854775807,\"price\":0.10,\"nan\":\"NaN\",\"yes\":true,"
        "\"nothing\":null,\"empty\":\"\",\"doc\":{\"a\": [1]},\"grid\":[[1,null],[3,4]],"
        "\"words\":[\"a,b\",\"NULL\",null],\"at\":\"2026-01-01T00:00:00.5Z\",\"day\":\"2026-01-02\"}\n"
        "]}\n");
}

TEST_CASE("NDJSON is one object a line, and an empty result no line") {
    const query_program q;
    CHECK(q.run({"-o", "ndjson",
                 "SELECT n AS x, '{\"a\":\n1}'::json AS x FROM generate_series(1, 2) n"})
              .out == "{\"x\":1,\"x_2\":{\"a\": 1}}\n{\"x\":2,\"x_2\":{\"a\": 1}}\n");
    CHECK(q.run({"-o", "ndjson", "SELECT 1 WHERE false"}).out == "");
}

TEST_CASE("types of the database's own are looked up for JSON") {
    const query_program q;
    q.execute("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN size AS int; "
              "CREATE TYPE pair AS (a int, b text)");
    const auto run = q.run({"-o", "json",
                            "SELECT 'ok'::mood AS m, ARRAY['sad', NULL]::mood[] AS ms, "
                            "7::size AS s, '(1,x)'::pair AS p"});
    CHECK(run.exit_code == 0);
    const auto document = nlohmann::json::parse(run.out);
    CHECK(document["rows"][0].dump() ==
          "{\"m\":\"ok\",\"ms\":[\"sad\",null],\"p\":\"(1,x)\",\"s\":7}");
    CHECK(document["columns"][0]["type"] == "mood");
    CHECK(document["columns"][1]["type"] == "mood[]");
    CHECK(document["columns"][2]["type"] == "int4");
}

TEST_CASE("CSV has a header, quotes by RFC 4180, and tells NULL from empty") {
    const query_program q;
    CHECK(q.run({"-o", "csv",
                 "SELECT 1 AS a, 'x,\"y\"' AS b, NULL AS c, '' AS d, E'two\\nlines' AS e"})
              .out == "a,b,c,d,e\n1,\"x,\"\"y\"\"\",,\"\",\"two\nlines\"\n");
    CHECK(q.run({"-o", "csv", "SELECT 1 AS a WHERE false"}).out == "a\n");
}

TEST_CASE("a CSV that the server reads back is what it was made of") {
    const query_program q;
    q.execute(
        "CREATE TABLE t (a text, b text); INSERT INTO t SELECT chr(n) || '\",' || chr(n), "
        "nullif(chr(n), 'x') FROM generate_series(1, 500) n; INSERT INTO t VALUES ('', NULL), ('\\.', '')");
    const auto run = q.run({"-o", "csv", "SELECT * FROM t"});
    dunlin::sqldb::connection db(q.database.config());
    db.run_script("CREATE TABLE back (LIKE t)");
    dunlin::sqldb::copy_in copy(db, "COPY back FROM STDIN (FORMAT csv, HEADER)");
    copy.write(run.out);
    CHECK(copy.finish() == 502);
    CHECK(dunlin::sqldb::query_value<std::int64_t>(
              db,
              "SELECT count(*) FROM ((TABLE t EXCEPT ALL TABLE back) UNION ALL (TABLE back EXCEPT "
              "ALL TABLE t)) AS difference") == 0);
}

TEST_CASE("table and Markdown") {
    const query_program q;
    CHECK(q.run({"SELECT 1 AS id, 'tin|can' AS name UNION ALL SELECT 20, NULL ORDER BY 1"}).out ==
          " id | name\n----+--------\n  1 | tin|can\n 20 | \xE2\x88\x85\n(2 rows)\n");
    CHECK(q.run({"-o", "markdown", "SELECT 1 AS id, 'tin|can' AS name"}).out ==
          "| id | name |\n| ---: | --- |\n| 1 | tin\\|can |\n");
}

TEST_CASE("in a terminal tables fit and nothing steers it") {
    const query_program q;
    const auto wide =
        q.run_in_terminal({"--color", "never", "SELECT 1 AS id, repeat('word ', 30) AS text"}, 60);
    std::size_t begin = 0;
    while (begin < wide.out.size()) {
        const std::size_t end = wide.out.find('\n', begin);
        CHECK(end - begin <= 60);
        begin = end + 1;
    }
    for (const auto* format : {"table", "vertical", "csv", "markdown", "json", "ndjson"}) {
        CAPTURE(format);
        const auto shown = q.run_in_terminal({"--color", "never", "-o", format,
                                              "SELECT E'\\x1b[2J\\u009b\\u202e' AS \"a\x1b[1m\", "
                                              "jsonb_build_array(E'\\u009b') AS doc"},
                                             80);
        CHECK(shown.exit_code == 0);
        CHECK_FALSE(contains(shown.out, "\x1b"));
        CHECK_FALSE(contains(shown.out, "\xC2\x9B"));
        CHECK_FALSE(contains(shown.out, "\xE2\x80\xAE"));
    }
}

TEST_CASE("the number of rows can be limited") {
    const query_program q;
    const auto run =
        q.run({"--max-rows", "2", "-o", "json", "SELECT generate_series(1, 100000000) AS n"});
    CHECK(run.exit_code == 0);
    const auto document = nlohmann::json::parse(run.out);
    CHECK(document["rows"].size() == 2);
    CHECK(document["truncated"] == true);
    CHECK_FALSE(nlohmann::json::parse(
                    q.run({"--max-rows", "2", "-o", "json", "SELECT generate_series(1, 2)"}).out)
                    .contains("truncated"));
    CHECK(q.run({"--max-rows", "0", "SELECT 1"}).exit_code == 2);
}

TEST_CASE("--no-header prints the rows alone") {
    const query_program q;
    const std::string sql = "SELECT 1 AS a_long_name, 'b' AS y UNION ALL SELECT 20, NULL";
    const auto printed = [&](const std::string& format) {
        return q.run({"-o", format, "--no-header", sql}).out;
    };
    CHECK(printed("table") == "  1 | b\n 20 | \xE2\x88\x85\n");
    CHECK(printed("csv") == "1,b\n20,\n");
    CHECK(printed("markdown") == "| 1 | b |\n| 20 | \xE2\x88\x85 |\n");
    CHECK(q.run({"--no-header", "SELECT 1 WHERE false"}).out == "");
    for (const std::string format : {"json", "ndjson", "vertical"}) {
        const auto run = q.run({"-o", format, "--no-header", sql});
        CHECK(run.exit_code == 2);
        CHECK(contains(run.err, "--no-header cannot be used with " + format));
        CHECK(contains(run.err, "use --format table, csv or markdown"));
    }
}

TEST_CASE("--time-zone is the zone of the session") {
    const query_program q;
    const std::string sql = "SELECT timestamptz '2026-07-01 12:00:00Z' AS at";
    CHECK(q.run({"-o", "csv", sql}).out == "at\n2026-07-01 12:00:00+00\n");
    CHECK(q.run({"-o", "csv", "--time-zone", "Europe/Berlin", sql}).out ==
          "at\n2026-07-01 14:00:00+02\n");
    CHECK(q.run({"-o", "csv", "--write", "--time-zone", "Asia/Kolkata", sql}).out ==
          "at\n2026-07-01 17:30:00+05:30\n");
    CHECK(contains(q.run({"-o", "json", "--time-zone", "Europe/Berlin", sql}).out,
                   "\"2026-07-01T14:00:00+02:00\""));
    const auto unknown = q.run({"--time-zone", "Europe/Nowhere", sql});
    CHECK(unknown.exit_code == 2);
    CHECK(unknown.out == "");
    CHECK(unknown.err.rfind("error: unknown time zone \"Europe/Nowhere\"\nhint: ", 0) == 0);
    CHECK(q.run({"--time-zone", "", sql}).err ==
          "error: --time-zone is empty\nhint: give it a value or omit it\n");
}
