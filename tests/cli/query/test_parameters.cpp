// SPDX-License-Identifier: MIT
#include "query_program.hpp"

#include <doctest/doctest.h>

TEST_CASE("named parameters are values, whatever they hold") {
    const query_program q;
    const auto run =
        q.run({"-o", "ndjson", "-p", "a=1", "-p", "b=x'; DROP TABLE t; --", "-p", "c=", "--param",
               "d=[1,2]", "-p", "e==",
               "SELECT :a::int AS a, :b AS b, :c AS c, :d AS d, :e AS e, ':a' AS f, :a::int AS g"});
    CHECK(run.exit_code == 0);
    CHECK(run.out ==
          "{\"a\":1,\"b\":\"x'; DROP TABLE t; --\",\"c\":\"\",\"d\":\"[1,2]\",\"e\":\"=\","
          "\"f\":\":a\",\"g\":1}\n");
}

TEST_CASE("parameters come from a JSON file, and -p goes before it") {
    const query_program q;
    q.folder.write(
        "values.json",
        R"({"n": 123456789012345678901234567890.10, "none": null, "yes": true, "text": "\u00e4\n",
        "ids": [1, 2, null], "words": ["a b", "c\"d", "NULL"], "doc": {"k": [1, {"x": 2}]}, "over": "file"})");
    const auto run = q.run(
        {"-o", "ndjson", "--params", "values.json", "-p", "over=flag",
         "SELECT :n::numeric AS n, :none::int AS none, :yes::bool AS yes, :text AS text, :ids::int[] AS ids, "
         ":words::text[] AS words, :doc::jsonb AS doc, :over AS over"});
    CHECK(run.err == "");
    CHECK(
        run.out ==
        "{\"n\":123456789012345678901234567890.10,\"none\":null,\"yes\":true,\"text\":\"\xC3\xA4\\n\","
        "\"ids\":[1,2,null],\"words\":[\"a b\",\"c\\\"d\",\"NULL\"],\"doc\":{\"k\": [1, {\"x\": 2}]},"
        "\"over\":\"flag\"}\n");
}

TEST_CASE("JSON values fit the types of their parameters") {
    const query_program q;
    q.folder.write("values.json",
                   R"({"none": [], "words": ["a", null], "text": "x", "grid": [[1, 2], [3, 4]],
                       "list": [{"a": 1}, "b", null]})");
    const auto run =
        q.run({"-o", "ndjson", "--params", "values.json",
               "SELECT :none::jsonb AS a, :text::jsonb AS b, :words::json AS c, :grid::int[] AS d, "
               ":list::jsonb[] AS e"});
    CHECK(run.err == "");
    CHECK(run.out == R"({"a":[],"b":"x","c":["a", null],"d":[[1,2],[3,4]],"e":[{"a": 1},"b",null]})"
                     "\n");
    const auto texts = q.run({"-o", "ndjson", "--params", "values.json",
                              "SELECT :none::text[] AS a, :words::text[] AS b, :text AS c, "
                              ":grid AS d, :list AS e"});
    CHECK(texts.err == "");
    CHECK(
        texts.out ==
        R"({"a":[],"b":["a",null],"c":"x","d":"[[1, 2], [3, 4]]","e":"[{\"a\": 1}, \"b\", null]"})"
        "\n");
}

TEST_CASE("JSON values fit domains and arrays of domains") {
    const query_program q;
    q.execute("CREATE DOMAIN doc AS jsonb; CREATE DOMAIN docs AS doc[]; "
              "CREATE DOMAIN ids AS int[]");
    q.folder.write("values.json", R"({"a": "x", "b": ["x", 1], "c": [1]})");
    const auto run = q.run({"-o", "ndjson", "--params", "values.json",
                            "SELECT :a::doc AS a, :b::docs AS b, :c::ids AS c"});
    CHECK(run.err == "");
    CHECK(run.out == R"({"a":"x","b":["x",1],"c":[1]})"
                     "\n");
}

TEST_CASE("thousands of JSON values fit their parameters, and too many are refused") {
    const query_program q;
    const auto run_many = [&](int count) {
        std::string json = R"({"last": "x")";
        std::string list;
        for (int i = 1; i < count; ++i) {
            json += ",\"p" + std::to_string(i) + "\": \"v\"";
            list += ":p" + std::to_string(i) + ", ";
        }
        q.folder.write("values.json", json + "}");
        q.folder.write("many.sql", "SELECT cardinality(ARRAY[" + list +
                                       "'']) AS n, :last::jsonb AS last -- the end");
        return q.run({"-o", "ndjson", "--params", "values.json", "-f", "many.sql"});
    };
    for (const int count : {7000, 7001, 40000}) {
        const auto run = run_many(count);
        CHECK(run.err == "");
        CHECK(run.out == "{\"n\":" + std::to_string(count) + ",\"last\":\"x\"}\n");
    }
    const auto refused = run_many(65536);
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.err,
                   "the statement has 65536 parameters; PostgreSQL accepts at most 65535"));
}

TEST_CASE("a value that its parameter cannot take is named") {
    const query_program q;
    q.folder.write("values.json", R"({"ids": [{"a": "s3cret"}]})");
    const auto run = q.run({"--params", "values.json", "SELECT :ids::int[]"});
    CHECK(run.exit_code == 2);
    CHECK(contains(run.err, "parameter ids: expected an array, not an object"));
    CHECK_FALSE(contains(run.err, "s3cret"));
}

TEST_CASE("unbound and unused names are errors before the server is reached") {
    const query_program q;
    const dunlin::test::surroundings nowhere{
        .environment = {{"DUNLIN_DATABASE", "postgres://app:s3cret@127.0.0.1:1/app"}}};
    const auto unbound = q.run({"SELECT :user", "-p", "usr=1"}, nowhere);
    CHECK(unbound.exit_code == 2);
    CHECK(unbound.err == "error: no value for :user\nhint: did you mean :user for :usr?\n");
    const auto unused = q.run({"SELECT 1", "-p", "user=1"}, nowhere);
    CHECK(unused.exit_code == 2);
    CHECK(contains(unused.err, "the statement has no parameter :user"));
}

TEST_CASE("malformed parameters are usage errors that show no value") {
    const query_program q;
    q.folder.write("broken.json", "{\"a\": \"s3cret\", }");
    q.folder.write("list.json", "[1]");
    q.folder.write("twice.json", R"({"a": 1, "a": 2})");
    const std::vector<std::vector<std::string>> lines{{"SELECT 1", "-p", "s3cret"},
                                                      {"SELECT 1", "-p", "=s3cret"},
                                                      {"SELECT :a", "-p", "a=1", "-p", "a=s3cret"},
                                                      {"SELECT :a", "--params", "broken.json"},
                                                      {"SELECT :a", "--params", "list.json"},
                                                      {"SELECT :a", "--params", "twice.json"},
                                                      {"SELECT :a", "--params", "missing.json"}};
    for (const auto& line : lines) {
        const auto run = q.run(line);
        CHECK_MESSAGE(run.exit_code == 2, run.err);
        CHECK_FALSE(contains(run.err, "s3cret"));
    }
}
