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

TEST_CASE("the widest texts are wrapped at words to fit the terminal") {
    row_options options;
    options.width = 38;
    CHECK(written(format::table, three, {{"1", "short", "  a note that is far  too long for it"}},
                  options) == " id | name  | note\n"
                              "----+-------+-------------------------\n"
                              "  1 | short |   a note that is far\n"
                              "    |       | too long for it\n"
                              "(1 row)\n");
}

TEST_CASE("no id, number, time, header or word is divided at any width") {
    const std::vector<column> columns{{"id", value_kind::text, false, "uuid"},
                                      {"a_long_column_name"},
                                      {"at", value_kind::timestamp_tz, false, "timestamptz"},
                                      {"spent", value_kind::text, false, "interval"},
                                      {"amount", value_kind::number, false, "numeric"},
                                      {"tags", value_kind::text, true, "text[]"}};
    const std::vector<std::string> whole{"0e3b2a3e-1111-4222-8333-123456789abc",
                                         "a_long_column_name",
                                         "2026-11-30 10:00:00.25+00",
                                         "3 days 04:05:06",
                                         "1234567890.123456",
                                         "{red,green,blue}",
                                         "unbreakable",
                                         "https://db.example/a/path/that/is/long"};
    for (std::size_t width = 10; width <= 200; ++width) {
        row_options options;
        options.width = width;
        const std::string text =
            written(format::table, columns,
                    {{whole[0], "some words, unbreakable, and more of them", whole[2], whole[3],
                      whole[4], whole[5]},
                     {whole[0], whole[7], whole[2], whole[3], whole[4], whole[5]}},
                    options);
        for (const std::string& part : whole) {
            CHECK_MESSAGE(text.find(part) != std::string::npos, width, ": ", text);
        }
    }
}

TEST_CASE("a listing leaves out its least important columns, and says so") {
    std::vector<column> columns{{"version"}, {"state"}, {"file"}, {"note"}};
    columns[2].omit_order = 2;
    columns[3].omit_order = 1;
    const std::vector<std::vector<cell>> rows{{"1.01", "applied", "1.01_create.sql", "for tests"}};
    const auto at = [&](std::size_t width) {
        row_options options;
        options.width = width;
        options.footer = false;
        return written(format::table, columns, rows, options);
    };
    CHECK(at(80) == " version | state   | file            | note\n"
                    "---------+---------+-----------------+----------\n"
                    " 1.01    | applied | 1.01_create.sql | for tests\n");
    CHECK(at(40) == " version | state   | note\n"
                    "---------+---------+----------\n"
                    " 1.01    | applied | for tests\n"
                    "(not shown: file; -o vertical shows all\n"
                    "columns)\n");
    CHECK(at(20) == " version | state\n"
                    "---------+--------\n"
                    " 1.01    | applied\n"
                    "(not shown: file,\n"
                    "note; -o vertical\n"
                    "shows all columns)\n");
    // Less than half of the columns would remain.
    CHECK(at(15).starts_with("-[ 1 ]-"));
    CHECK(at(15).find("file    | 1.01_create.sql\n") != std::string::npos);
}

TEST_CASE("a text that would be wrapped anyway costs no other column") {
    std::vector<column> columns{{"version"}, {"description"}, {"file"}};
    columns[2].omit_order = 1;
    row_options options;
    options.width = 50;
    options.footer = false;
    CHECK(written(format::table, columns,
                  {{"1", "a description that is longer than the whole terminal", "1_a.sql"}},
                  options) == " version | description                   | file\n"
                              "---------+-------------------------------+--------\n"
                              " 1       | a description that is longer  | 1_a.sql\n"
                              "         | than the whole terminal       |\n");
}

TEST_CASE("vertical wraps texts at words, and nothing else") {
    row_options options;
    options.width = 40;
    options.footer = false;
    CHECK(written(format::vertical, {{"note"}, {"at", value_kind::text, false, "tstzrange"}},
                  {{"a note that is far too long for one line\nand another",
                    "[2026-11-30 10:00:00+00,2026-12-01 10:00:00+00)"}},
                  options) == "-[ 1 ]----------------------------------\n"
                              "note | a note that is far too long for\n"
                              "     | one line\n"
                              "     | and another\n"
                              "at   | [2026-11-30 10:00:00+00,2026-12-01 10:00:00+00)\n");
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
