// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin;
using elements = std::vector<std::optional<std::string>>;

TEST_CASE("an array is written with quotes where they are needed") {
    CHECK(sqldb::join_array({}) == "{}");
    CHECK(sqldb::join_array({"a", std::nullopt, "b c"}) == R"({a,NULL,"b c"})");
    CHECK(sqldb::join_array({"", "null", "NuLl"}) == R"({"","null","NuLl"})");
    CHECK(sqldb::join_array({R"(say "hi")", R"(back\slash)"}) == R"({"say \"hi\"","back\\slash"})");
    CHECK(sqldb::join_array({"{x}", "a,b"}) == R"({"{x}","a,b"})");
}

TEST_CASE("an array is read in every form that the server accepts") {
    CHECK(sqldb::split_array("{}") == elements{});
    CHECK(sqldb::split_array(" { a , b c } ") == elements{"a", "b c"});
    CHECK(sqldb::split_array(R"({NULL,"NULL",null,"",\NULL})") ==
          elements{std::nullopt, "NULL", std::nullopt, "", "NULL"});
    CHECK(sqldb::split_array("[0:1]={a,b}") == elements{"a", "b"});
    CHECK(sqldb::split_array(R"({"a\"b","c\\d","{,}"})") == elements{R"(a"b)", R"(c\d)", "{,}"});
    CHECK(sqldb::split_array(R"({a\ })") == elements{"a "});
}

TEST_CASE("text that is no array of one dimension is refused") {
    for (const auto* text : {"", "a", "{", "{a", "{a,", "{a,}", "{,a}", R"({"a)", R"({a\)", "{a}b",
                             "{{a}}", "[1:1][1:1]={{a}}", "[1:1]", R"({"a"b})", R"({a"b"})", "}"}) {
        CAPTURE(text);
        CHECK(dunlin::test::caught<error>([&] { sqldb::split_array(text); }).kind() ==
              error_kind::failed);
    }
}

TEST_CASE("an array without NULL elements refuses one that has some") {
    using values = std::vector<std::int32_t>;
    CHECK(sqldb::codec<values>::decode("{1,2}") == values{1, 2});
    CHECK_THROWS_AS(sqldb::codec<values>::decode("{1,NULL}"), error);
    using with_null = std::vector<std::optional<std::int32_t>>;
    CHECK(sqldb::codec<with_null>::decode("{1,NULL}") == with_null{1, std::nullopt});
}
