// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/statement.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using texts = std::vector<std::string>;

texts pieces(std::string_view script) {
    texts all;
    for (const auto& s : dunlin::sqltext::split(script)) {
        all.emplace_back(s.text(script));
    }
    return all;
}

/// A script of this statement between two others must give three.
void check_whole(std::string_view statement) {
    const std::string script = "SELECT 1;\n" + std::string(statement) + ";\nSELECT 2";
    CAPTURE(script);
    CHECK(pieces(script) == texts{"SELECT 1", std::string(statement), "SELECT 2"});
}

} // namespace

TEST_CASE("a script is cut at its semicolons, with and without a last one") {
    CHECK(pieces("SELECT 1; SELECT 2;") == texts{"SELECT 1", "SELECT 2"});
    CHECK(pieces("SELECT 1; SELECT 2") == texts{"SELECT 1", "SELECT 2"});
    CHECK(pieces("SELECT 1\r\n;\r\nSELECT\r\n2;\r\n") == texts{"SELECT 1", "SELECT\r\n2"});
}

TEST_CASE("empty statements and comments alone are no statements") {
    CHECK(pieces("").empty());
    CHECK(pieces(" ;; ; \n;").empty());
    CHECK(pieces("-- only\n/* comments */ ; -- here").empty());
    CHECK(pieces("\xEF\xBB\xBF").empty());
}

TEST_CASE("comments and white space around a statement do not belong to it, those inside do") {
    CHECK(pieces("-- a;\nSELECT /* ; */ 1 -- b;\n ; -- c") == texts{"SELECT /* ; */ 1"});
    CHECK(pieces("\xEF\xBB\xBFSELECT 1") == texts{"SELECT 1"});
}

TEST_CASE("a semicolon in quotes or a comment cuts nothing") {
    check_whole("SELECT 'a;b', 'it''s;', \"x;\"\"y;\"");
    check_whole("SELECT E'\\';', e'\\\\', U&'\\0041;', u&\"d;\", N'n;', x'1;', B'0;'");
    check_whole("SELECT 'c:\\', ';'");
    check_whole("SELECT 'one;'\n  -- two;\n  'three;'");
    check_whole("SELECT $$a;b$$, $tag$a;$$;b$tag$, $_1$ $tag$; $_1$, $\xC3\xA4$;$\xC3\xA4$");
    check_whole("SELECT a$1, b$x$, 1 /* ; /* ; */ ; */ + 2");
}

TEST_CASE("what looks like a comment inside an operator begins one") {
    CHECK(pieces("SELECT 1 +-- ;\n 2; SELECT 3") == texts{"SELECT 1 +-- ;\n 2", "SELECT 3"});
    CHECK(pieces("SELECT 1 @/* ; */ 2; SELECT 3") == texts{"SELECT 1 @/* ; */ 2", "SELECT 3"});
}

TEST_CASE("the statements of a rule stay together") {
    check_whole("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); "
                "INSERT INTO b VALUES (2))");
}

TEST_CASE("the body of a routine in SQL stays together") {
    check_whole("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END");
    check_whole(
        "create or replace procedure p(a int)\nlanguage sql\nbegin atomic\n"
        "  insert into t values (case when a > 0 then case a when 1 then 2 end else 3 end);\n"
        "  select case a when 1 then 'end' end;\nend");
    check_whole("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END");
    check_whole("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT x.case; END");
    check_whole("CREATE FUNCTION f() RETURNS int /* BEGIN */ BEGIN /* a */ ATOMIC SELECT 1; END");
}

TEST_CASE("BEGIN elsewhere opens no body") {
    CHECK(pieces("BEGIN; CREATE FUNCTION f() RETURNS int RETURN 1; END; BEGIN ATOMIC; SELECT 1") ==
          texts{"BEGIN", "CREATE FUNCTION f() RETURNS int RETURN 1", "END", "BEGIN ATOMIC",
                "SELECT 1"});
    CHECK(pieces("CREATE TABLE function (begin atomic); SELECT 1").size() == 2);
}

TEST_CASE("text that no parser reads is still cut") {
    CHECK(pieces("foo bar; SELECT 1)); SELEC 2; 1a; 0x1F 1_000 1.e5; \\x \x01\x7F; @#;") ==
          texts{"foo bar", "SELECT 1))", "SELEC 2", "1a", "0x1F 1_000 1.e5", "\\x \x01\x7F", "@#"});
}

TEST_CASE("what never ends makes the rest one statement") {
    CHECK(pieces("SELECT 1; SELECT 'a; b; c") == texts{"SELECT 1", "SELECT 'a; b; c"});
    CHECK(pieces("SELECT 1; SELECT $x$a; b; $y$") == texts{"SELECT 1", "SELECT $x$a; b; $y$"});
    CHECK(pieces("SELECT 1; \"a; b;") == texts{"SELECT 1", "\"a; b;"});
    CHECK(pieces("SELECT 1; /* a; /* b; */") == texts{"SELECT 1", "/* a; /* b; */"});
    CHECK(pieces("SELECT E'\\") == texts{"SELECT E'\\"});
}

TEST_CASE("NUL bytes and broken UTF-8 are bytes like others") {
    using namespace std::string_view_literals;
    CHECK(pieces("SELECT '\0;'; SELECT \0 1;\xFF\xC3;"sv).size() == 3);
}
