// SPDX-License-Identifier: MIT
#include "binding.hpp"

#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <ctime>
#include <string>

using namespace dunlin;

TEST_CASE("a statement is bound in the order of first use") {
    const sqldb::parameters values{{"a", 1}, {"b", "two"}};
    const auto bound = sqldb::bind("SELECT :b, :a, :b", values);
    CHECK(bound.sql == "SELECT $1, $2, $1");
    REQUIRE(bound.values.size() == 2);
    CHECK(std::string(bound.values[0]) == "two");
    CHECK(std::string(bound.values[1]) == "1");
}

TEST_CASE("a position in the sent text is found in the text with the names") {
    const std::string original = "é :name + :name::int x";
    const std::string sent = "é $1 + $1::int x";
    CHECK(sqldb::original_position(original, sent, 0) == 0);
    CHECK(sqldb::original_position(original, sent, 1) == 1);
    CHECK(sqldb::original_position(original, sent, 3) == 3);   // the first $
    CHECK(sqldb::original_position(original, sent, 4) == 3);   // its digit
    CHECK(sqldb::original_position(original, sent, 6) == 9);   // +
    CHECK(sqldb::original_position(original, sent, 8) == 11);  // the second $
    CHECK(sqldb::original_position(original, sent, 10) == 16); // ::int
    CHECK(sqldb::original_position(original, sent, 16) == 22); // x
    CHECK(sqldb::original_position(original, sent, 17) == 23); // the end
}

TEST_CASE("a text without names keeps its positions") {
    const std::string sql = "SELECT '$1', 'ü' FROM wrong";
    for (std::size_t i = 0; i <= 27; ++i) {
        CHECK(sqldb::original_position(sql, sql, i) == i);
    }
}

namespace {

double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

TEST_CASE("many parameters are bound in a time that grows with their number") {
    // Comparing each name with each takes minutes here.
    constexpr int many = 200'000;
    std::string sql = "SELECT ";
    sqldb::parameters values;
    for (int i = 0; i < many; ++i) {
        sql += (i == 0 ? ":p" : ",:p") + std::to_string(i);
        values.set("p" + std::to_string(i), i);
    }
    const double begun = processor_seconds();
    const auto problem = test::caught<error>([&] { sqldb::bind(sql, values); });
    CHECK(problem.message() ==
          "the statement has 200000 parameters; PostgreSQL accepts at most 65535");
    const auto unused = test::caught<error>([&] { sqldb::bind("SELECT :q", values); });
    CHECK(unused.message() == "no value for :q");
    const auto unknown = test::caught<error>([&] { sqldb::bind("SELECT 1", values); });
    CHECK(unknown.message().find(" and 199980 more") != std::string::npos);
    CHECK(processor_seconds() - begun < 20);
}
