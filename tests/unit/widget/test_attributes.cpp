// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/attributes.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::widget::attributes;
using dunlin::widget::parse_attribute;

TEST_CASE("attributes are one JSON object, kept to the last digit") {
    CHECK(attributes().json() == "{}");
    CHECK(attributes::parse(" {\"n\": 12345678901234567890.1230} ").json() ==
          "{\"n\": 12345678901234567890.1230}");
    for (const auto* text :
         {"", "[]", "1", "null", "{", "{} {}", "{\"a\":}", "{\"a\":1,}", "{'a':1}",
          "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"a\":01}"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)attributes::parse(text), dunlin::error);
    }
}

TEST_CASE("a member is set in place of the old one, and taken away") {
    attributes some = attributes::parse(R"({"color": "red", "n": 1e400})");
    some.set("color", "\"blue\"");
    some.set("quote\"d", "[1, null]");
    CHECK(some.json() == R"({"n": 1e400, "color": "blue", "quote\"d": [1, null]})");
    some.unset("n");
    some.unset("never there");
    some.unset("quote\"d");
    CHECK(some.json() == R"({"color": "blue"})");
    some.unset("color");
    CHECK(some.json() == "{}");
}

TEST_CASE("a value on the command line is JSON when it reads as JSON, and a text otherwise") {
    CHECK(parse_attribute("volts=18").json == "18");
    CHECK(parse_attribute("on=true").json == "true");
    CHECK(parse_attribute("color=red").json == "\"red\"");
    CHECK(parse_attribute("color=\"18\"").json == "\"18\"");
    CHECK(parse_attribute("sizes=[1,2]").json == "[1,2]");
    CHECK(parse_attribute("note=a=b\"c").json == R"("a=b\"c")");
    CHECK(parse_attribute("empty=").json == "\"\"");
    CHECK(parse_attribute("injection=1}, \"admin\": {\"x\": 1").json ==
          R"("1}, \"admin\": {\"x\": 1")");
    CHECK_THROWS_AS((void)parse_attribute("color"), dunlin::error);
    CHECK_THROWS_AS((void)parse_attribute("=red"), dunlin::error);
}

TEST_CASE("more than a mebibyte is too much") {
    const std::string large = "{\"a\":\"" + std::string(attributes::max_bytes, 'x') + "\"}";
    CHECK_THROWS_WITH_AS((void)attributes::parse(large),
                         "attributes: must be at most 1 MiB of JSON", dunlin::error);
    attributes some;
    CHECK_THROWS_AS(some.set("a", large), dunlin::error);
    CHECK(some.json() == "{}");
}
