// SPDX-License-Identifier: MIT
#include "libpg_query.hpp"

#include <dunlin/sqltext/tokens.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace {

using positions = std::vector<std::size_t>;

/// Where libpg_query's tokens begin. Its scanner returns the N of N'..' as a separate word, too.
positions library_positions(const std::string& sql) {
    const auto tokens = dunlin::sqltext::scan_with_library(sql);
    REQUIRE_MESSAGE(tokens, sql);
    positions begins;
    for (const auto& t : *tokens) {
        begins.push_back(t.begin);
    }
    return begins;
}

positions own_positions(const std::string& sql) {
    positions begins;
    for (const auto& t : dunlin::sqltext::scan(sql)) {
        begins.push_back(t.begin);
    }
    return begins;
}

} // namespace

TEST_CASE("tokens begin where PostgreSQL's scanner begins them") {
    for (const std::string sql : {
             "SELECT 'a''b', 'c'\n'd', E'\\'', U&'\\0041', u&\"x\", N'n', n 'm', x'1f', B'01'",
             "SELECT b'0''1', x'1''f' \n'e'",
             "SELECT $$a$b$$, $t$ $$ $t$ , $1, a$1, _x$y, $t $u",
             "SELECT 1..10, 1.5, .5, 1., 1e5, 1.e-5, 1.5E+3, 10",
             "SELECT a<->b, a<=-1, a@-1, a=+-1, a*-+b, a||-b, a->>'x', a#>>'{}', -+-a, !!a, a%-b",
             "SELECT a::b, f(c := 1, d => 2), e.f, g[1:2], h..i, j ?| k, l @? m, n>=o, p<>q, r!=s",
             "SELECT a /* b /* c */ d **/ + /**/ e -- f\r- --\n g @/* h */ i",
             "SELECT \"a\"\"b\", \"c d\" . \"e\", \xC3\xA4\xC3\xB6, d\xC3\xA9j\xC3\xA0",
             "SELECT 'a' \n'c', 'd' /* e */ 'f', E'\\\\'\n'\\'', 'g\\'",
             "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$BEGIN RETURN 1; END$body$;",
         }) {
        CAPTURE(sql);
        CHECK(own_positions(sql) == library_positions(sql));
    }
}
