// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/name.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::widget::category;
using dunlin::widget::name;

namespace {

std::string refusal(const std::string& text) {
    try {
        (void)name::parse(text);
        return "";
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::usage);
        return problem.message();
    }
}

} // namespace

TEST_CASE("a name is trimmed of every white space that Unicode knows, and of no other") {
    CHECK(name::parse("  wrench\t\n").text() == "wrench");
    CHECK(name::parse("\xE3\x80\x80\xC2\xA0 a\xC2\xA0z \xE2\x80\x83").text() == "a\xC2\xA0z");
    CHECK(name::parse("M\xC3\xB6we").text() == "M\xC3\xB6we");
}

TEST_CASE("a name has 1 to 100 characters, whatever their bytes") {
    std::string birds;
    for (int i = 0; i < 100; ++i) {
        birds += "\xF0\x9F\x90\xA6";
    }
    CHECK(name::parse(birds).text() == birds);
    CHECK(refusal(birds + "x") == "name: must have 1 to 100 characters, not 101");
    CHECK(refusal("") == "name: must have 1 to 100 characters, not 0");
    CHECK(refusal(" \xE3\x80\x80 ") == "name: must have 1 to 100 characters, not 0");
}

TEST_CASE("control characters and broken UTF-8 are no part of a name") {
    CHECK(refusal("a\x1B[31mb") == "name: must not contain control characters");
    CHECK(refusal("a\nb") == "name: must not contain control characters");
    CHECK(refusal("a\x7F"
                  "b") == "name: must not contain control characters");
    CHECK(refusal("a\xC2\x9B"
                  "b") == "name: must not contain control characters");
    CHECK(refusal("a\xFF") == "name: not valid UTF-8");
    CHECK(refusal(std::string("a\0b", 3)) == "name: not valid UTF-8");
}

TEST_CASE("an error says which field it is about") {
    CHECK_THROWS_WITH_AS((void)category::parse(" "),
                         "category: must have 1 to 100 characters, not 0", dunlin::error);
}
