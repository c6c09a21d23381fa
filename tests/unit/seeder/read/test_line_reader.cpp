// SPDX-License-Identifier: MIT
#include "text_source.hpp"

#include <doctest/doctest.h>
#include <read/line_reader.hpp>

#include <ctime>
#include <string>
#include <vector>

using namespace dunlin::seeder;

namespace {

struct read_line {
    std::size_t number;
    std::string text;
    bool is_truncated;
    bool operator==(const read_line&) const = default;
};

std::vector<read_line> lines_of(std::string_view text, std::size_t limit, std::size_t chunk) {
    dunlin::test::text_source source(text, chunk);
    line_reader reader(source, limit);
    std::vector<read_line> lines;
    for (std::string_view line; reader.next(line);) {
        lines.push_back({reader.number(), std::string(line), reader.is_truncated()});
    }
    CHECK(reader.at_end());
    return lines;
}

} // namespace

TEST_CASE("lines come without their ends, and long ones are cut") {
    const std::string text = "\xEF\xBB\xBFone\n\nthis one is long\nlast";
    for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
        const auto lines = lines_of(text, 10, chunk);
        REQUIRE(lines.size() == 4);
        CHECK(lines[0] == read_line{1, "one", false});
        CHECK(lines[1] == read_line{2, "", false});
        CHECK(lines[2].is_truncated);
        CHECK(text.find(lines[2].text) != std::string::npos);
        CHECK(lines[3] == read_line{4, "last", false});
    }
}

TEST_CASE("a long last line is given, too") {
    for (std::size_t chunk = 1; chunk <= 8; ++chunk) {
        const auto lines = lines_of("ab\ncdefgh", 3, chunk);
        REQUIRE(lines.size() == 2);
        CHECK(lines[1].number == 2);
        CHECK(lines[1].is_truncated);
    }
}

TEST_CASE("a long line is read in a time that grows with its size") {
    // Looking at it from its beginning with each buffer takes minutes here.
    const std::string text(std::size_t{384} << 20U, 'x');
    dunlin::test::text_source source(text, text.size());
    line_reader reader(source, text.size());
    const std::clock_t begun = std::clock();
    std::string_view line;
    REQUIRE(reader.next(line));
    CHECK(line.size() == text.size());
    CHECK((std::clock() - begun) / CLOCKS_PER_SEC < 20);
}
