// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using dunlin::sqltext::bind_names;

namespace {

std::string sql_of(std::string_view sql) {
    return bind_names(sql).sql;
}

void check_untouched(std::string_view sql) {
    CAPTURE(sql);
    const auto bound = bind_names(sql);
    CHECK(bound.sql == sql);
    CHECK(bound.names.empty());
}

} // namespace

TEST_CASE("names become numbers in order of first use, and a name keeps its number") {
    const auto bound = bind_names("SELECT * FROM t WHERE a=:first AND b = :second OR c>:first");
    CHECK(bound.sql == "SELECT * FROM t WHERE a=$1 AND b = $2 OR c>$1");
    CHECK(bound.names == std::vector<std::string>{"first", "second"});
}

TEST_CASE("a name may follow anything that is not a name") {
    CHECK(sql_of("f(:a,:b)") == "f($1,$2)");
    CHECK(sql_of("x @:name") == "x @$1");
    CHECK(sql_of("x<>:a") == "x<>$1");
    CHECK(sql_of("LIMIT :n::int") == "LIMIT $1::int");
    CHECK(sql_of(":a") == "$1");
}

TEST_CASE("letters of any script and keywords are names") {
    const auto bound = bind_names("VALUES (:stra\xC3\x9F"
                                  "e, :select, :_x1)");
    CHECK(bound.sql == "VALUES ($1, $2, $3)");
    CHECK(bound.names == std::vector<std::string>{"stra\xC3\x9F"
                                                  "e",
                                                  "select", "_x1"});
}

TEST_CASE("names are case-sensitive, as a map's keys are") {
    CHECK(bind_names(":a :A").names == std::vector<std::string>{"a", "A"});
}

TEST_CASE("quoted text and comments hold no parameters") {
    check_untouched("SELECT ':a', E'\\':a', U&':a', \":a\", U&\":a\"");
    check_untouched("SELECT $$ :a $$, $tag$ :a $$ :b $tag$");
    check_untouched("SELECT 1 -- :a\n/* :b /* :c */ :d */");
    check_untouched("SELECT 'one\\', x -- :a");
    check_untouched("SELECT 'one'\n ':a'");
    check_untouched("SELECT jsonb_path_query(d, '$.a ? (@.b == :c)')");
}

TEST_CASE("casts, assignments and lone colons are left alone") {
    check_untouched("SELECT a::text, b::int4");
    check_untouched("SELECT f(a := 1, b:=2)");
    check_untouched("SELECT a[1: 2]");
    check_untouched(":1 :'x' :\"x\" : x :x'1f'");
}

TEST_CASE("slices are left alone") {
    check_untouched("SELECT a[1:n]");
    check_untouched("SELECT a[:n]");
    check_untouched("SELECT a[lower:upper], (f(x))[i :n], m[1][2:n], a[f(x):n]");
    CHECK(sql_of("SELECT a[1 : (:n)]") == "SELECT a[1 : ($1)]");
    CHECK(sql_of("SELECT a[(:m):n]") == "SELECT a[($1):n]");
    CHECK(sql_of("SELECT a[1 + :n]") == "SELECT a[1 + $1]");
    CHECK(sql_of("SELECT a[1 : :n]") == "SELECT a[1 : $1]");
}

TEST_CASE("array constructors are no subscripts") {
    CHECK(sql_of("SELECT ARRAY[:a, :b]") == "SELECT ARRAY[$1, $2]");
    CHECK(sql_of("SELECT array [[:a], [:b, x[:n]]]") == "SELECT array [[$1], [$2, x[:n]]]");
}

TEST_CASE("a parameter does not grow together with the word before it") {
    CHECK(sql_of("SELECT:a,$$x$$:b:c") == "SELECT $1,$$x$$ $2 $3");
    CHECK(sql_of(":a'x'") == "$1'x'");
    check_untouched("SELECT :a$1");
}

TEST_CASE("numbered parameters alone are passed through") {
    check_untouched("SELECT $1, $2::int, 'a:b'");
}

TEST_CASE("numbered and named parameters do not mix") {
    try {
        bind_names("SELECT $1,\n :a");
        FAIL("accepted");
    } catch (const dunlin::error& e) {
        CHECK(e.kind() == dunlin::error_kind::usage);
        REQUIRE(e.where());
        CHECK(e.where()->line == 2);
        CHECK(e.where()->column == 2);
    }
}

TEST_CASE("an unfinished literal is passed on, for the server to name") {
    CHECK(sql_of("SELECT :a, 'never ends :b") == "SELECT $1, 'never ends :b");
}
