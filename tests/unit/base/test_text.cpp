// SPDX-License-Identifier: MIT
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

TEST_CASE("well-formed UTF-8 passes, wherever it stands") {
    CHECK_FALSE(dunlin::find_invalid_utf8("plain ascii, longer than one machine word"));
    CHECK_FALSE(dunlin::find_invalid_utf8("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x90\xA6"));
    CHECK_FALSE(dunlin::find_invalid_utf8(""));
}

TEST_CASE("the first bad byte is named") {
    using namespace std::string_view_literals;
    CHECK(dunlin::find_invalid_utf8("0123456789\xFF") == 10);
    CHECK(dunlin::find_invalid_utf8("a\xC0\x80") == 1);        // overlong
    CHECK(dunlin::find_invalid_utf8("ab\xED\xA0\x80") == 2);   // surrogate
    CHECK(dunlin::find_invalid_utf8("\xF4\x90\x80\x80") == 0); // above U+10FFFF
    CHECK(dunlin::find_invalid_utf8("abc\xE2\x82") == 3);      // cut short
    CHECK(dunlin::find_invalid_utf8("01234567\0"sv) == 8);
}

TEST_CASE("UTF-16 is recognised with and without a byte order mark") {
    using namespace std::string_view_literals;
    CHECK(dunlin::looks_like_utf16("\xFF\xFE"
                                   "S\0"sv));
    CHECK(dunlin::looks_like_utf16("\xFE\xFF\0S"sv));
    CHECK(dunlin::looks_like_utf16("S\0E\0"sv));
    CHECK(dunlin::looks_like_utf16("\0S"sv));
    CHECK_FALSE(dunlin::looks_like_utf16("SELECT '\xE9'"));
    CHECK_FALSE(dunlin::looks_like_utf16("\xFF"));
    CHECK_FALSE(dunlin::looks_like_utf16("\0\0"sv));
    CHECK(dunlin::encoding_problem("S\0"sv) == "UTF-16, not UTF-8");
    CHECK(dunlin::encoding_problem("\xE9") == "not valid UTF-8");
}

TEST_CASE("a byte order mark and white space are taken off") {
    CHECK(dunlin::without_bom("\xEF\xBB\xBFx") == "x");
    CHECK(dunlin::trim(" \t x y\r\n") == "x y");
    CHECK(dunlin::trim("  ").empty());
}
