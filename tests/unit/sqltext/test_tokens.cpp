// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <thread>
#include <vector>

using dunlin::sqltext::content_checksum;
using dunlin::sqltext::scan;
using dunlin::sqltext::token_kind;

namespace {

struct seen {
    std::string text;
    token_kind kind;
    bool operator==(const seen&) const = default;
};

std::vector<seen> scanned(std::string_view sql) {
    std::vector<seen> all;
    for (const auto& t : scan(sql)) {
        all.push_back({std::string(sql.substr(t.begin, t.end - t.begin)), t.kind});
    }
    return all;
}

void check_same(std::string_view a, std::string_view b) {
    CAPTURE(a);
    CAPTURE(b);
    CHECK(content_checksum(a) == content_checksum(b));
}

void check_different(std::string_view a, std::string_view b) {
    CAPTURE(a);
    CAPTURE(b);
    CHECK(content_checksum(a) != content_checksum(b));
}

} // namespace

TEST_CASE("each kind of token is told") {
    using enum token_kind;
    CHECK(scanned("Select foo, \"A\" -- c\n='x'||E'\\''+$1*1.5e3") ==
          std::vector<seen>{{"Select", keyword},
                            {"foo", word},
                            {",", symbol},
                            {"\"A\"", quoted_name},
                            {"-- c", comment},
                            {"=", symbol},
                            {"'x'", literal},
                            {"||", symbol},
                            {"E'\\''", literal},
                            {"+", symbol},
                            {"$1", parameter},
                            {"*", symbol},
                            {"1.5e3", number}});
}

TEST_CASE("operators end as the server ends them") {
    using enum token_kind;
    CHECK(scanned("a=-1") ==
          std::vector<seen>{{"a", word}, {"=", symbol}, {"-", symbol}, {"1", number}});
    CHECK(scanned("a@-1").size() == 3);
    CHECK(scanned("a<>-+1").size() == 5);
    CHECK(scanned("a::b:=c..d=>e").size() == 9);
    CHECK(scanned("1..10").size() == 3);
}

TEST_CASE("a literal runs on after a line end") {
    CHECK(scanned("'a' -- c\n 'b'").size() == 1);
    CHECK(scanned("'a' 'b'").size() == 2);
    CHECK(scanned("'a' /* c */\n 'b'").size() == 3);
}

TEST_CASE("text that never ends is refused with its place") {
    for (const std::string_view tail : {"'a", "$$a", "\"a", "/* a", "E'\\'"}) {
        try {
            scan("SELECT\n " + std::string(tail));
            FAIL("accepted");
        } catch (const dunlin::error& e) {
            CHECK(e.kind() == dunlin::error_kind::usage);
            REQUIRE(e.where());
            CHECK(e.where()->line == 2);
            CHECK(e.where()->column == 2);
        }
    }
}

TEST_CASE("keywords are told in several threads at once") {
    std::vector<std::size_t> counts(4);
    std::vector<std::thread> threads;
    for (auto& count : counts) {
        threads.emplace_back([&count] {
            for (int i = 0; i < 200; ++i) {
                for (const auto& t : scan("SELECT a FROM b WHERE 1_0 = 'x'")) {
                    count += t.kind == token_kind::keyword ? 1 : 0;
                }
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(counts == std::vector<std::size_t>(4, 600));
}

TEST_CASE("the content checksum sees no comments, white space, line ends or case of words") {
    check_same("SELECT a FROM b;", "\xEF\xBB\xBFselect  A\r\n\tfrom B ; -- done");
    check_same("SELECT 'a\nb', $$c\nd$$", "SELECT 'a\r\nb', $$c\rd$$");
    check_same("SELECT 1", "/* x */ SELECT\n1 /* y /* z */ */");
    check_same("\\restrict a\nSELECT 1;\n\\unrestrict a\n", "SELECT 1;");
    CHECK(content_checksum("").starts_with("sha256:"));
    CHECK(content_checksum("").size() == 71);
}

TEST_CASE("the content checksum sees everything else") {
    check_different("SELECT 'a'", "SELECT 'A'");
    check_different("SELECT \"a\"", "SELECT \"A\"");
    check_different("SELECT a", "SELECT ab");
    check_different("SELECT a b", "SELECT ab");
    check_different("SELECT $$-- a$$", "SELECT $$-- b$$");
    check_different("SELECT 1", "SELECT 1;");
    check_different("SELECT a - 1", "SELECT a -1 1");
    check_different("SELECT 'a' 'b'", "SELECT 'a'\n'b'");
}

TEST_CASE("the content checksum takes COPY data as it is") {
    check_same("COPY t FROM stdin;\na\tb\n\\.\n", "copy T -- x\nfrom STDIN;\r\na\tb\r\n\\.\r\n");
    check_different("COPY t FROM stdin;\na -- b\n\\.\n", "COPY t FROM stdin;\na -- c\n\\.\n");
    check_different("COPY t FROM stdin;\nAnna\n\\.\n", "COPY t FROM stdin;\nanna\n\\.\n");
    check_different("COPY t FROM stdin;\na  b\n\\.\n", "COPY t FROM stdin;\na b\n\\.\n");
    check_same("COPY t FROM stdin;\nit's\n\\.\nSELECT 1",
               "COPY t FROM stdin;\nit's\n\\.\nselect 1");
}

TEST_CASE("what cannot be scanned is digested as it is") {
    check_same("SELECT 'a\r\n", "SELECT 'a\n");
    check_different("SELECT 'a", "SELECT  'a");
}
