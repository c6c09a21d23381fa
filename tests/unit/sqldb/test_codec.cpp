// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/codec.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <cmath>
#include <limits>

using namespace dunlin;
using dunlin::test::caught;

TEST_CASE("numbers are read whole or not at all") {
    CHECK(sqldb::codec<std::int16_t>::decode("-32768") == -32768);
    CHECK(sqldb::codec<std::int64_t>::decode("9223372036854775807") ==
          std::numeric_limits<std::int64_t>::max());
    CHECK_THROWS_AS(sqldb::codec<std::int16_t>::decode("32768"), error);
    CHECK_THROWS_AS(sqldb::codec<std::int32_t>::decode("12x"), error);
    CHECK_THROWS_AS(sqldb::codec<std::int32_t>::decode(""), error);
    const auto problem = caught<error>([] { sqldb::codec<std::int32_t>::decode("twelve"); });
    CHECK(problem.kind() == error_kind::failed);
    CHECK(problem.message() == "\"twelve\" is not a valid integer");
}

TEST_CASE("floats are written in the shortest form that reads back") {
    CHECK(sqldb::codec<double>::encode(0.1) == "0.1");
    CHECK(sqldb::codec<float>::encode(0.1F) == "0.1");
    CHECK(sqldb::codec<double>::encode(std::numeric_limits<double>::infinity()) == "Infinity");
    CHECK(sqldb::codec<double>::encode(-std::numeric_limits<double>::quiet_NaN()) == "NaN");
    CHECK(std::isnan(sqldb::codec<double>::decode("NaN")));
    CHECK(sqldb::codec<double>::decode("-Infinity") == -std::numeric_limits<double>::infinity());
}

TEST_CASE("bytes are read in both of the server's forms") {
    using codec = sqldb::codec<sqldb::bytes>;
    const std::string data("\x00\xff\\x", 4);
    CHECK(codec::encode({data}) == "\\x00ff5c78");
    CHECK(codec::decode("\\x00FF5c78").data == data);
    CHECK(codec::decode("\\000\\377\\\\x").data == data);
    CHECK_THROWS_AS(codec::decode("\\x0"), error);
    CHECK_THROWS_AS(codec::decode("\\x0g"), error);
    CHECK_THROWS_AS(codec::decode("\\9"), error);
}

TEST_CASE("a time that is no point in time has an error of its own") {
    using codec = sqldb::codec<timestamp>;
    const auto problem = caught<error>([] { codec::decode("infinity"); });
    CHECK(problem.message() == "the time is infinity, not a point in time");
    CHECK(problem.hint().find("NULLIF") != std::string::npos);
    CHECK_THROWS_AS(codec::decode("0044-03-15 00:00:00+00 BC"), error);
    CHECK_THROWS_AS(codec::encode(timestamp::max()), error);
    CHECK_THROWS_AS(codec::encode(timestamp::min()), error);
}

TEST_CASE("booleans and uuids are read strictly") {
    CHECK(sqldb::codec<bool>::decode("t"));
    CHECK_FALSE(sqldb::codec<bool>::decode("f"));
    CHECK_THROWS_AS(sqldb::codec<bool>::decode("yes"), error);
    CHECK_THROWS_AS(sqldb::codec<uuid>::decode("5cf37266"), error);
}
