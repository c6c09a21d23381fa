// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>

#include <doctest/doctest.h>

TEST_CASE("columns count characters and every line end counts once") {
    const auto location = dunlin::locate("a\r\nb\rc\n  \xC3\xA4x", 11, "f.sql");
    CHECK(location.file == "f.sql");
    CHECK(location.line == 4);
    CHECK(location.column == 4);
    CHECK(location.excerpt == "  \xC3\xA4x");
}

TEST_CASE("an offset past the end gives the last position") {
    const auto location = dunlin::locate("ab", 99);
    CHECK(location.line == 1);
    CHECK(location.column == 3);
}

TEST_CASE("character offsets become byte offsets") {
    CHECK(dunlin::byte_offset_of("\xC3\xA4"
                                 "bc",
                                 1) == 2);
    CHECK(dunlin::byte_offset_of("abc", 7) == 3);
}
