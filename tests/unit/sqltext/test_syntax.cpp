// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/syntax.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin::sqltext;

TEST_CASE("what is never closed is found where it begins, in the words of PostgreSQL") {
    struct example {
        const char* sql;
        const char* message;
        std::size_t offset;
    };
    for (const example& example : {
             example{"SELECT 'abc; SELECT 1", "unterminated quoted string", 7},
             example{"SELECT E'a\\'", "unterminated quoted string", 7},
             example{"SELECT $x$ $$ $y$", "unterminated dollar-quoted string", 7},
             example{"SELECT \"a", "unterminated quoted identifier", 7},
             example{"SELECT 1 /* a /* b */", "unterminated /* comment", 9},
             example{"CREATE TABLE t (a int, CHECK (a > 1)", "this parenthesis is never closed",
                     15},
             example{"SELECT (1; SELECT 2", "this parenthesis is never closed", 7},
         }) {
        CAPTURE(example.sql);
        const auto problem = find_syntax_problem(example.sql);
        REQUIRE(problem);
        CHECK(problem->message == example.message);
        CHECK(problem->offset == example.offset);
        CHECK(problem->is_unclosed);
        CHECK(find_unclosed(example.sql)->offset == example.offset);
    }
}

TEST_CASE("other syntax that the parser rejects may be that of another version") {
    struct example {
        const char* sql;
        const char* message;
        std::size_t offset;
    };
    for (const example& example : {
             example{"CREAT TABLE x ()", "syntax error at or near \"CREAT\"", 0},
             example{"SELECT '\xC3\xA9' x y", "syntax error at or near \"y\"", 14},
             example{"SELECT 1 FROM", "syntax error: the statement is not complete", 13},
             example{"SELECT 1)", "syntax error at or near \")\"", 8},
             example{"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;",
                     "syntax error: the statement is not complete", 54},
         }) {
        CAPTURE(example.sql);
        const auto problem = find_syntax_problem(example.sql);
        REQUIRE(problem);
        CHECK(problem->message == example.message);
        CHECK(problem->offset == example.offset);
        CHECK(!problem->is_unclosed);
        CHECK(!find_unclosed(example.sql));
        CHECK(!is_accepted(example.sql));
    }
}

TEST_CASE("what PostgreSQL accepts has no problem") {
    for (const char* sql : {
             "",
             "-- only a comment",
             ";;",
             "SELECT 1; SELECT '(' || \"a)\" -- (",
             "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)",
             "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
             "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
             "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ this is read by the server $$",
             "SELECT a ? 'b', a ?| array['x'], a ?& c, a @? '$.x'",
             "COPY t (a) FROM stdin",
             "SELECT U&'d!0061t' UESCAPE '!', E'\\xff', N'n', B'1', X'f'",
             "VACUUM (FULL) t",
             "BEGIN",
             "COMMIT AND CHAIN",
             "PREPARE p AS SELECT $1",
         }) {
        CAPTURE(sql);
        CHECK(is_accepted(sql));
        CHECK(!find_syntax_problem(sql));
    }
}

TEST_CASE("no depth and no length of a statement harms the parser") {
    const std::string open(200'000, '(');
    const std::string close(200'000, ')');
    CHECK(!find_syntax_problem("SELECT " + open + "1" + close));
    std::string chain = "SELECT 1";
    for (int i = 0; i < 200'000; ++i) {
        chain += "+1";
    }
    CHECK(!find_syntax_problem(chain));
    const std::string filler(longest_parsed_statement, ' ');
    CHECK(!find_syntax_problem("SELEC" + filler + "1"));
    CHECK(find_syntax_problem("SELEC" + filler + "(1"));
}

TEST_CASE("a text of comments and semicolons has no statement") {
    CHECK(!has_statement("\xEF\xBB\xBF -- a\n;; /* b */"));
    CHECK(has_statement("-- a\nSELECT 1"));
}
