// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/json_reader.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin;

TEST_CASE("members come as the text that they are") {
    const auto members =
        json_members(" {\"a\" : 1.50e400, \"b\\u00e4\":{\"x\":[1, {}]} , \"a\":null}\n");
    REQUIRE(members.size() == 3);
    CHECK(members[0] == json_member("a", "1.50e400"));
    CHECK(members[1] == json_member("b\xC3\xA4", "{\"x\":[1, {}]}"));
    CHECK(members[2] == json_member("a", "null"));
    CHECK(json_members("{}").empty());
    CHECK(json_elements("[ true,\"]\" ]") == std::vector<std::string_view>{"true", "\"]\""});
}

TEST_CASE("a string is read with all its escapes, and quoted back") {
    CHECK(json_string(R"("a\"\\\/\b\f\n\r\t\u00e4\ud83d\udc26")") ==
          "a\"\\/\b\f\n\r\t\xC3\xA4\xF0\x9F\x90\xA6");
    CHECK(json_quote("a\"b\\c\n\x01\xC3\xA4") == "\"a\\\"b\\\\c\\u000a\\u0001\xC3\xA4\"");
}

TEST_CASE("what RFC 8259 does not allow is refused, and so is NUL") {
    for (const auto* text : {"",
                             " ",
                             "tru",
                             "truex",
                             "1.",
                             ".5",
                             "+1",
                             "01",
                             "1e",
                             "-",
                             "\"",
                             "\"\n\"",
                             "\"\\x\"",
                             "\"\\u12\"",
                             "\"\\ud800\"",
                             "\"\\udc00\"",
                             "\"\\ud800\\u0041\"",
                             "\"\\u0000\"",
                             "[1,]",
                             "[1 2]",
                             "{\"a\"}",
                             "{\"a\":1,}",
                             "{a:1}",
                             "[",
                             "{",
                             "NaN",
                             "1 2",
                             "\xFF"}) {
        CAPTURE(text);
        CHECK_THROWS_AS((void)json_value(text), error);
    }
    CHECK_THROWS_AS((void)json_members("[]"), error);
}

TEST_CASE("nesting has a limit, and a mistake a place") {
    CHECK_NOTHROW((void)json_value(std::string(500, '[') + std::string(500, ']')));
    CHECK_THROWS_AS((void)json_value(std::string(501, '[') + std::string(501, ']')), error);
    try {
        (void)json_value("{\n  \"a\": x}");
        FAIL("no error");
    } catch (const error& problem) {
        REQUIRE(problem.where());
        CHECK(problem.where()->line == 2);
        CHECK(problem.where()->column == 8);
    }
}
