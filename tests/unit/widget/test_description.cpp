// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/description.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <string>

using dunlin::error;
using dunlin::error_kind;
using dunlin::test::caught;
using dunlin::widget::description;

TEST_CASE("a description is kept as it is written") {
    for (const auto* text : {"", " two\n\tlines \n", "Möwe 🐦"}) {
        CAPTURE(text);
        CHECK(description::parse(text).text() == text);
    }
}

TEST_CASE("a description has at most 10000 characters, whatever their bytes") {
    std::string text;
    for (int i = 0; i < 10'000; ++i) {
        text += "ö";
    }
    CHECK(description::parse(text).text() == text);
    const auto problem = caught<error>([&] { description::parse(text + "."); });
    CHECK(problem.kind() == error_kind::usage);
    CHECK(problem.message() == "description: must have at most 10000 characters, not 10001");
}

TEST_CASE("a description is text that PostgreSQL can store") {
    for (const std::string& text : {std::string("a\0b", 3), std::string("\xFF")}) {
        CHECK(caught<error>([&] { description::parse(text); }).message() ==
              "description: not valid UTF-8");
    }
}
