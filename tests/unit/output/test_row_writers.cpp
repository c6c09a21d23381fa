// SPDX-License-Identifier: MIT
#include "written.hpp"

#include <doctest/doctest.h>

using namespace dunlin::output;

namespace {
const std::vector<column> two{{"id", value_kind::number, false, "int4"},
                              {"name", value_kind::text, false, "text"}};
}

TEST_CASE("CSV quotes what RFC 4180 asks for and tells NULL from empty") {
    CHECK(written(format::csv, two,
                  {{"1", "plain"},
                   {"2", "a,b"},
                   {"3", "say \"hi\""},
                   {"4", "two\nlines"},
                   {"5", ""},
                   {"6", std::nullopt}}) ==
          "id,name\n1,plain\n2,\"a,b\"\n3,\"say \"\"hi\"\"\"\n4,\"two\nlines\"\n5,\"\"\n6,\n");
}

TEST_CASE("CSV quotes exactly the texts that hold a comma, a quote or a line end, wherever") {
    for (std::size_t length = 1; length <= 20; ++length) {
        for (std::size_t at = 0; at < length; ++at) {
            for (int byte = 1; byte < 256; ++byte) {
                std::string text(length, 'x');
                text[at] = static_cast<char>(byte);
                const bool special = byte == ',' || byte == '"' || byte == '\n' || byte == '\r';
                const std::string line = written(format::csv, {{"c"}}, {{text}});
                REQUIRE((line[2] == '"') == special);
            }
        }
    }
}

TEST_CASE("a CSV line of backslash and dot is quoted when it stands alone") {
    CHECK(written(format::csv, {{"x"}}, {{"\\."}}) == "x\n\"\\.\"\n");
}

TEST_CASE("Markdown cells cannot break out of their table") {
    CHECK(
        written(format::markdown, two, {{"1", "a|b\\c\r\nd<e>&"}, {std::nullopt, ""}}) ==
        "| id | name |\n| ---: | --- |\n| 1 | a\\|b\\\\c<br>d&lt;e>&amp; |\n| \xE2\x88\x85 |  |\n");
}

TEST_CASE("vertical shows a line per value and keeps the lines of a text") {
    CHECK(written(format::vertical, two, {{"1", "a\nb\x1b[2J"}, {"2", std::nullopt}}) ==
          "-[ 1 ]----------------------------------\n"
          "id   | 1\n"
          "name | a\n"
          "     | b\\x1b[2J\n"
          "-[ 2 ]----------------------------------\n"
          "id   | 2\n"
          "name | \xE2\x88\x85\n"
          "(2 rows)\n");
}
