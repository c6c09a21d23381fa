// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>

#include <doctest/doctest.h>

using namespace std::chrono_literals;

TEST_CASE("a timestamp is written and read back in every form that PostgreSQL and RFC 3339 use") {
    const auto at = dunlin::parse_timestamp("2026-01-01T00:00:00Z");
    REQUIRE(at);
    CHECK(dunlin::format_utc(*at) == "2026-01-01T00:00:00Z");
    CHECK(dunlin::parse_timestamp("2026-01-01 00:00:00+00") == at);
    CHECK(dunlin::parse_timestamp("2026-01-01 05:30:00+05:30") == at);
    CHECK(dunlin::parse_timestamp("2025-12-31 19:00:00-05") == at);
    CHECK(dunlin::parse_timestamp("2026-01-01") == at);
    const auto fraction = dunlin::parse_timestamp("2026-01-01 00:00:00.250001+00");
    REQUIRE(fraction);
    CHECK(*fraction - *at == 250001us);
    CHECK(dunlin::format_utc(*at + 250ms) == "2026-01-01T00:00:00.25Z");
}

TEST_CASE("a year has four digits, or as many as it needs") {
    const auto day = [](int year) {
        using namespace std::chrono;
        return dunlin::timestamp(sys_days{std::chrono::year{year} / 2 / 3}) + 4h + 5min + 6s + 7us;
    };
    CHECK(dunlin::format_utc(day(1)) == "0001-02-03T04:05:06.000007Z");
    CHECK(dunlin::format_utc(day(1969)) == "1969-02-03T04:05:06.000007Z");
    CHECK(dunlin::format_utc(day(9999)) == "9999-02-03T04:05:06.000007Z");
    CHECK(dunlin::format_utc(day(12345)) == "12345-02-03T04:05:06.000007Z");
}

TEST_CASE("what is no real time is refused") {
    for (const auto* text :
         {"", "2026", "2026-02-30", "2026-13-01", "2026-01-01T24:00:00Z", "2026-01-01 00:60:00",
          "2026-01-01T00:00:00.Z", "2026-01-01 00:00:00+0", "2026-01-01x", "infinity",
          "2026-01-01 00:00:00 BC"}) {
        CAPTURE(text);
        CHECK_FALSE(dunlin::parse_timestamp(text));
    }
}

TEST_CASE("durations are read with PostgreSQL's units") {
    CHECK(dunlin::parse_duration("5s", 1ms) == 5s);
    CHECK(dunlin::parse_duration("10min", 1ms) == 10min);
    CHECK(dunlin::parse_duration("250", 1ms) == 250ms);
    CHECK(dunlin::parse_duration("2 h", 1ms) == 2h);
    CHECK_FALSE(dunlin::parse_duration("-1s", 1ms));
    CHECK_FALSE(dunlin::parse_duration("5m", 1ms));
    CHECK_FALSE(dunlin::parse_duration("s", 1ms));
    CHECK_FALSE(dunlin::parse_duration("9223372036854775807h", 1ms));
}

TEST_CASE("durations are shown as people read them") {
    CHECK(dunlin::format_duration(850us) == "850 us");
    CHECK(dunlin::format_duration(12ms) == "12 ms");
    CHECK(dunlin::format_duration(3450ms) == "3.4 s");
    CHECK(dunlin::format_duration(125s) == "2 min 05 s");
    CHECK(dunlin::format_duration(3720s) == "1 h 02 min");
}
