// SPDX-License-Identifier: MIT
#include "written.hpp"

#include <doctest/doctest.h>

using namespace dunlin::output;

namespace {
const std::vector<column> two{{"id", value_kind::number, false, "int4"},
                              {"name", value_kind::text, false, "text"}};
const std::vector<column> three{{"id", value_kind::number, false, "int4"}, {"name"}, {"note"}};
} // namespace

TEST_CASE("columns are aligned, numbers to the right, NULL is not empty") {
    CHECK(written(format::table, two, {{"1", "tin"}, {"100", std::nullopt}, {std::nullopt, ""}}) ==
          "  id | name\n"
          "-----+-----\n"
          "   1 | tin\n"
          " 100 | \xE2\x88\x85\n"
          "   \xE2\x88\x85 |\n"
          "(3 rows)\n");
}

TEST_CASE("wide characters and combining marks keep the columns aligned") {
    CHECK(written(format::table, three,
                  {{"1", "\xE6\xBC\xA2\xE5\xAD\x97", "x"}, {"2", "e\xCC\x81", "y"}}) ==
          " id | name | note\n"
          "----+------+-----\n"
          "  1 | \xE6\xBC\xA2\xE5\xAD\x97 | x\n"
          "  2 | e\xCC\x81    | y\n"
          "(2 rows)\n");
}

TEST_CASE("nothing in a value or a name reaches the terminal as a control") {
    const std::string text = written(format::table, {{"a\x1b]0;x\x07"}}, {{"b\nc\xC2\x9B"}});
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find('\x07') == std::string::npos);
    CHECK(text.find("b\\nc\\u009b") != std::string::npos);
}

TEST_CASE("the widest columns are wrapped to fit the terminal") {
    row_options options;
    options.width = 30;
    CHECK(written(format::table, three, {{"1", "short", "a note that is far too long for it"}},
                  options) == " id | name  | note\n"
                              "----+-------+-----------------\n"
                              "  1 | short | a note that is f\n"
                              "    |       | ar too long for\n"
                              "    |       | it\n"
                              "(1 row)\n");
}

TEST_CASE("columns that cannot fit become vertical") {
    row_options options;
    options.width = 20;
    const std::string text =
        written(format::table, three, {{"1", "0123456789", "0123456789"}}, options);
    CHECK(text.substr(0, 6) == "-[ 1 ]");
    CHECK(text.find("name | 0123456789\n") != std::string::npos);
}

TEST_CASE("rows after the measured ones stream, and wider cells overflow") {
    std::vector<std::vector<cell>> rows(1000, {"1", "a"});
    rows.push_back({"1000000", "later"});
    const std::string text = written(format::table, two, rows);
    CHECK(text.find("\n 1000000 | later\n(1001 rows)\n") != std::string::npos);
}

TEST_CASE("a value of a megabyte does not stop the fitting") {
    const std::string huge(2 * 1024 * 1024, 'x');
    row_options options;
    options.width = 80;
    const std::string text = written(format::table, two, {{"1", huge}}, options);
    CHECK(text.size() > huge.size());
    CHECK(text.find('\n') <= 80);
}

TEST_CASE("a page says where it stands, a cut result that it was cut") {
    row_extras page;
    page.page = 2;
    page.rows_per_page = 10;
    page.total = 95;
    CHECK(written(format::table, {{"x"}}, {}, {}, page) ==
          " x\n--\n(0 rows, page 2 of 10, 95 in all)\n");
    row_extras cut;
    cut.truncated = true;
    CHECK(written(format::table, {{"x"}}, {{"a"}}, {}, cut) ==
          " x\n--\n a\n(1 row, more were left out)\n");
}

TEST_CASE("colour marks the heading and NULL, and leaves the alignment alone") {
    row_options options;
    options.colour = true;
    CHECK(written(format::table, two, {{"1", std::nullopt}}, options) ==
          " \x1b[1mid\x1b[0m | \x1b[1mname\x1b[0m\n"
          "----+-----\n"
          "  1 | \x1b[2m\xE2\x88\x85\x1b[0m\n"
          "(1 row)\n");
}

TEST_CASE("a result without columns is a count") {
    CHECK(written(format::table, {}, {{}, {}}) == "(2 rows)\n");
}
