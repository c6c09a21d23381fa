// SPDX-License-Identifier: MIT
#include <dunlin/output/safe_text.hpp>

#include <doctest/doctest.h>

#include <string_view>

using namespace dunlin::output;
using namespace std::string_view_literals;

TEST_CASE("everything that could steer a terminal is made visible") {
    CHECK(safe_text("a\x1b[31m\x07\x7f") == "a\\x1b[31m\\x07\\x7f");
    CHECK(safe_text("a\nb\tc\rd\0e"sv) == "a\\nb\\tc\\rd\\x00e");
    CHECK(safe_text("\xC2\x9B"
                    "31m") == "\\u009b31m");
    CHECK(safe_text("\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8") == "\\u202e\\u2066\\u2028");
    for (const auto* control : {"\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"}) {
        CHECK_FALSE(is_safe(control)); // U+2066 to U+2069
    }
    CHECK(safe_text("\xFF\xC0\xAF\xE2\x82") == "\\xff\\xc0\\xaf\\xe2\\x82");
    CHECK(safe_text("C:\\dir \xC3\xA4\xF0\x9F\x90\xA6") == "C:\\dir \xC3\xA4\xF0\x9F\x90\xA6");
}

TEST_CASE("characters that cannot be seen are made visible") {
    CHECK(safe_text("ad\xE2\x80\x8Bmin") == "ad\\u200bmin"); // zero width space
    CHECK(safe_text("ad\xC2\xADmin") == "ad\\u00admin");     // soft hyphen
    CHECK(safe_text("a\xE2\x81\xA0\xE2\x81\xAF z") == "a\\u2060\\u206f z");
    CHECK(safe_text("a\xF3\xA0\x81\x81") == "a\\ue0041"); // a tag
    CHECK(safe_text("\xE3\x85\xA4") == "\\u3164");        // Hangul filler
    // Joiners belong to emoji and to some scripts, and have nothing to join in others.
    const std::string_view family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
    CHECK(safe_text(family) == family);
    CHECK(safe_text("ad\xE2\x80\x8Dmin") == "ad\\u200dmin");
    CHECK_FALSE(is_safe("ad\xE2\x80\x8Dmin"));
    CHECK(is_safe(family));
}

TEST_CASE("no line of a message is a command to a CI system") {
    CHECK(safe_message("::error::a\n  ::set-output name=a::b") ==
          "\\x3a:error::a\n  \\x3a:set-output name=a::b");
    CHECK(safe_message("\xC2\xA0::debug::a") == "\xC2\xA0\\x3a:debug::a");
    CHECK(safe_message("a ##[group]b ##vso[task]c") == "a #\\x23[group]b #\\x23vso[task]c");
    CHECK(safe_message("a::text ### ##b ###[x]\n# c\n\n") == "a::text ### ##b ##\\x23[x]\n# c\n\n");
}

TEST_CASE("texts of several lines keep their lines") {
    CHECK(safe_lines("a\r\nb\tc\rd\n\x1b") == "a\nb    c\\rd\n\\x1b");
}

TEST_CASE("whether a text is safe agrees with what is made of it") {
    for (const auto text :
         {"plain"sv, "\xC3\xA4"sv, "a\nb"sv, "\xC2\x85"sv, "\xFF"sv, "\x7F"sv, ""sv}) {
        CHECK(is_safe(text) == (safe_text(text) == text));
    }
}

TEST_CASE("width counts terminal cells") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("\xE6\xBC\xA2\xE5\xAD\x97") == 4); // two ideographs
    CHECK(display_width("e\xCC\x81") == 1);                // e and a combining acute
    CHECK(display_width("\xF0\x9F\x90\xA6") == 2);         // an emoji
}

TEST_CASE("a cut never parts a character from its marks and always moves on") {
    CHECK(prefix_of_width("e\xCC\x81x", 1) == 3);
    CHECK(prefix_of_width("\xE6\xBC\xA2\xE5\xAD\x97", 3) == 3);
    CHECK(prefix_of_width("\xE6\xBC\xA2", 1) == 3);
    CHECK(prefix_of_width("abc", 10) == 3);
}
