// SPDX-License-Identifier: MIT
#include <dunlin/lint/allowance.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin;

namespace {

const timestamp today = *parse_timestamp("2026-06-15");

std::string problem_of(const std::string& line) {
    const auto allowances = lint::read_allowances(line, today);
    REQUIRE(allowances.size() == 1);
    return allowances.front().problem;
}

} // namespace

TEST_CASE("an allowance has a rule, a reason and perhaps an end") {
    const auto read = lint::read_allowances(
        "-- x\n-- dunlin:allow drop-table reason=\"no reader is left\" until=2026-06-16\n", today);
    REQUIRE(read.size() == 1);
    CHECK(read[0].rule == "drop-table");
    CHECK(read[0].reason == "no reader is left");
    CHECK(read[0].until == parse_timestamp("2026-06-16"));
    CHECK(read[0].problem.empty());
    CHECK(read[0].offset == 5);
    CHECK(lint::read_allowances("'-- dunlin:allow x' /* -- dunlin:allow y */", today).empty());
}

TEST_CASE("what is wrong with an allowance is said") {
    CHECK(problem_of("-- dunlin:allow") == "the allowance names no rule");
    CHECK(problem_of("-- dunlin:allow drop-tabel reason=\"x\"") == "there is no rule drop-tabel");
    CHECK(problem_of("-- dunlin:allow drop-table") == "the allowance of drop-table has no reason");
    CHECK(problem_of("-- dunlin:allow drop-table reason=\" \"") ==
          "the allowance of drop-table has no reason");
    CHECK(problem_of("-- dunlin:allow drop-table reason=\"x\" until=2026-06-15") ==
          "the allowance of drop-table has expired");
    CHECK(problem_of("-- dunlin:allow drop-table reason=\"x\" until=soon") ==
          "expected reason=\"...\" or until=YYYY-MM-DD");
    CHECK(problem_of("-- dunlin:allow drop-table because it is unused") ==
          "expected reason=\"...\" or until=YYYY-MM-DD");
}
