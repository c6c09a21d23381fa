// SPDX-License-Identifier: MIT
#include <dunlin/migrator/version.hpp>

#include <doctest/doctest.h>

#include <string>

using dunlin::migrator::compare_versions;
using dunlin::migrator::is_version;

TEST_CASE("a version is digits, or groups of digits with single dots") {
    for (const char* good : {"1", "0007", "1.01", "20261123101500", "1.2.3"}) {
        CAPTURE(good);
        CHECK(is_version(good));
    }
    for (const char* bad : {"", ".", "1.", ".1", "1..2", "v1", "1_0", "0x1", "-1", "1 "}) {
        CAPTURE(bad);
        CHECK_FALSE(is_version(bad));
    }
}

TEST_CASE("versions are compared number by number") {
    CHECK(compare_versions("0007", "7") == 0);
    CHECK(compare_versions("1.01", "1.1") == 0);
    CHECK(compare_versions("1.9", "1.10") < 0);
    CHECK(compare_versions("10", "9") > 0);
    CHECK(compare_versions("1", "1.0") < 0);
    CHECK(compare_versions("2", "1.99") > 0);
    CHECK(compare_versions("0", "00") == 0);
}

TEST_CASE("versions longer than any machine number are compared") {
    const std::string big(40, '9');
    CHECK(compare_versions(big, "1" + std::string(40, '0')) < 0);
    CHECK(compare_versions("000" + big, big) == 0);
}
