// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <table/table_name.hpp>

using namespace dunlin::seeder;

TEST_CASE("a table is named by itself, with its schema, and in quotes") {
    CHECK(parse_table_name("birds") == table_name{"", "birds"});
    CHECK(parse_table_name("My S.T able") == table_name{"My S", "T able"});
    CHECK(parse_table_name(R"("s.t".x)") == table_name{"s.t", "x"});
    CHECK(parse_table_name(R"("s.t"."x")") == table_name{"s.t", "x"});
    CHECK(parse_table_name(R"(s."a ""b"".c")") == table_name{"s", R"(a "b".c)"});
    CHECK(parse_table_name(R"("one.two")") == table_name{"", "one.two"});
}

TEST_CASE("a printed name is read again") {
    for (const auto& name : {table_name{"", "a"}, table_name{"a", "b c"}, table_name{"a.b", "c"},
                             table_name{"a", R"(b"c)"}, table_name{"", "a.b"}}) {
        CHECK(parse_table_name(to_string(name)) == name);
    }
}

TEST_CASE("a name with more dots tells how to write it") {
    const auto problem = dunlin::test::caught<dunlin::error>([] { parse_table_name("s.t.x"); });
    CHECK(problem.kind() == dunlin::error_kind::usage);
    CHECK(problem.message() == "ambiguous table name: s.t.x has more than one dot");
    CHECK(problem.hint() == R"(quote the part that contains a dot: '"s.t".x' or 's."t.x"')");
}

TEST_CASE("a malformed name is refused") {
    for (const auto* text : {"", ".", "a.", ".a", R"("a)", R"(a"b)", R"("a"b)", R"("")"}) {
        CHECK_THROWS_AS(parse_table_name(text), dunlin::error);
    }
}
