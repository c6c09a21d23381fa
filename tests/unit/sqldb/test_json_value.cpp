// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/json_value.hpp>

#include <doctest/doctest.h>

using dunlin::sqldb::json_target;
using dunlin::sqldb::text_of_json;

TEST_CASE("json takes every value as it stands, and null is SQL NULL") {
    const json_target json{.is_json = true};
    for (const auto* value : {R"("123")", R"("null")", R"("{\"a\":1}")", "\"words\"", "1.10",
                              "true", R"([1, "a", null])", "[]", R"({"b" : 1, "a":2})"}) {
        CHECK(text_of_json(value, json) == value);
    }
    CHECK_FALSE(text_of_json("null", json));
}

TEST_CASE("text takes the characters of a string, and other values as JSON") {
    CHECK(text_of_json(R"("a\nb")", {}) == "a\nb");
    CHECK(text_of_json("1.50", {}) == "1.50");
    CHECK(text_of_json("[]", {}) == "[]");
    CHECK_FALSE(text_of_json("null", {}));
}

TEST_CASE("an array takes lists by dimension, and a string as its own text") {
    const json_target array{.is_array = true};
    CHECK(text_of_json("[]", array) == "{}");
    CHECK(text_of_json(R"([[1,null],["a \"b\"",true]])", array) ==
          R"({{1,NULL},{"a \"b\"",true}})");
    CHECK(text_of_json(R"("[0:1]={1,2}")", array) == "[0:1]={1,2}");
    CHECK_THROWS_AS(text_of_json(R"([{"a":1}])", array), dunlin::error);
    CHECK_THROWS_AS(text_of_json("{}", array), dunlin::error);
    CHECK_THROWS_AS(text_of_json("[[[[[[[1]]]]]]]", array), dunlin::error);
}

TEST_CASE("an array of json takes each element as it stands") {
    const json_target array{.is_json = true, .is_array = true};
    CHECK(text_of_json(R"([[1], {"a":"b"}, "x", null])", array) ==
          R"({"[1]","{\"a\":\"b\"}","\"x\"",NULL})");
    CHECK(text_of_json(R"("{\"null\"}")", array) == R"({"null"})");
}
