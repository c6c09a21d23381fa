// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <array>
#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <vector>

using namespace dunlin;
using dunlin::test::test_database;

namespace {
enum class colour { red, blue };
}

template <> struct dunlin::sqldb::enum_names<colour> {
    static constexpr std::array values{std::pair{colour::red, "red"},
                                       std::pair{colour::blue, "dark blue"}};
};

namespace {

/// Random values, the same in every run: a failure names its seed by the round.
class generator {
public:
    explicit generator(unsigned seed) : engine_(seed) {}

    template <class T> T any();
    std::size_t below(std::size_t limit) { return engine_() % limit; }
    std::uint64_t bits() { return engine_(); }
    bool one_in(std::size_t n) { return below(n) == 0; }

private:
    std::mt19937_64 engine_;
};

template <> bool generator::any() {
    return one_in(2);
}
template <> std::int16_t generator::any() {
    return static_cast<std::int16_t>(bits());
}
template <> std::int32_t generator::any() {
    return static_cast<std::int32_t>(bits());
}
template <> std::int64_t generator::any() {
    return static_cast<std::int64_t>(bits());
}
template <> double generator::any() {
    return std::bit_cast<double>(bits());
}
template <> float generator::any() {
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits()));
}
template <> uuid generator::any() {
    return uuid::random();
}
template <> std::string generator::any() {
    static const std::vector<std::string> pieces{
        "a", "NULL", "null", "\"", "\\",    ",",   "{",      "}", " ",  "\t", "\n", "\r", "'",
        "é", "漢",   "🐦",    "$1", ":name", "\\N", "[0:1]=", ";", "--", "/*", "\v", "\f", "\x01"};
    std::string text;
    for (auto left = below(6); left > 0; --left) {
        text += pieces[below(pieces.size())];
    }
    return text;
}
template <> timestamp generator::any() {
    // The years 1 to 9999, in microseconds since 1970.
    constexpr std::uint64_t range = 315537897600000000;
    return timestamp{
        std::chrono::microseconds(static_cast<std::int64_t>(bits() % range) - 62135596800000000)};
}
template <> sqldb::numeric generator::any() {
    if (one_in(20)) {
        return {"NaN"};
    }
    std::string text = one_in(2) ? "-1" : "7";
    for (auto left = below(60); left > 0; --left) {
        text += static_cast<char>('0' + below(10));
    }
    if (one_in(2)) {
        text += "." + std::to_string(bits()) + (one_in(2) ? "0" : "1");
    }
    return {text};
}
template <> sqldb::json generator::any() {
    return {"{\"k\": [" + std::to_string(bits() % 1000) + ", \"a\\\"b\\\\c,{}\", null]}"};
}
template <> sqldb::bytes generator::any() {
    sqldb::bytes value;
    for (auto left = below(40); left > 0; --left) {
        value.data += static_cast<char>(bits());
    }
    return value;
}

/// Equal bit for bit, but any NaN is any other: PostgreSQL keeps one.
template <class T> bool same(const T& a, const T& b) {
    if constexpr (std::is_floating_point_v<T>) {
        return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
    } else {
        return a == b;
    }
}
template <class T> bool same(const std::optional<T>& a, const std::optional<T>& b) {
    return a.has_value() == b.has_value() && (!a || same(*a, *b));
}
template <class T> bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](const T& x, const T& y) { return same(x, y); });
}

/// To the server, through its own reading and writing of the type, and back.
template <class T> void check_round_trip(sqldb::executor& db, const T& value, std::string type) {
    const auto back = sqldb::query_value<T>(db, "SELECT :value::" + type, {{"value", value}});
    CHECK(same(back, value));
}

template <class T> void check_type(const std::string& type, unsigned seed) {
    const test_database database;
    sqldb::connection db(database.config());
    generator random(seed);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(type);
        CAPTURE(round);
        check_round_trip(db, random.any<T>(), type);
        std::vector<T> array;
        std::vector<std::optional<T>> with_null;
        for (auto left = random.below(6); left > 0; --left) {
            array.push_back(random.any<T>());
            with_null.push_back(random.one_in(3) ? std::nullopt : std::optional(random.any<T>()));
        }
        check_round_trip(db, array, type + "[]");
        check_round_trip(db, with_null, type + "[]");
    }
}

} // namespace

TEST_CASE("booleans and integers go to the server and back") {
    check_type<bool>("boolean", 14);
    check_type<std::int16_t>("smallint", 1);
    check_type<std::int32_t>("integer", 2);
    check_type<std::int64_t>("bigint", 3);
}

TEST_CASE(
    "every integer type goes to the server and back, and a value that does not fit is refused") {
    const test_database database;
    sqldb::connection db(database.config());
    const auto check_ends = [&]<class T>(T, const std::string& type) {
        check_round_trip(db, std::numeric_limits<T>::min(), type);
        check_round_trip(db, std::numeric_limits<T>::max(), type);
    };
    check_ends(static_cast<signed char>(0), "smallint");
    check_ends(static_cast<unsigned char>(0), "smallint");
    check_ends(static_cast<unsigned short>(0), "integer");
    check_ends(0U, "bigint");
    check_ends(0L, "bigint");
    check_ends(0LL, "bigint");
    check_ends(0UL, "numeric");
    check_ends(0ULL, "numeric");
    const auto read = [&]<class T>(T, const std::string& sql) {
        return dunlin::test::caught<error>([&] { sqldb::query_value<T>(db, sql); }).message();
    };
    CHECK(read(static_cast<unsigned char>(0), "SELECT 256") ==
          "\"256\" is not a valid unsigned integer of 1 byte");
    CHECK(read(0U, "SELECT -1") == "\"-1\" is not a valid unsigned integer of 4 bytes");
    CHECK(dunlin::test::caught<sqldb::sql_error>([&] {
              sqldb::query_value<std::int64_t>(db, "SELECT :n::bigint",
                                               {{"n", std::numeric_limits<unsigned long>::max()}});
          }).sqlstate == "22003");
}

TEST_CASE("dates go to the server and back") {
    using namespace std::chrono;
    const test_database database;
    sqldb::connection db(database.config());
    for (const year_month_day date :
         {2026y / 12 / 1, 2024y / 2 / 29, 1y / 1 / 1, 0y / 12 / 31, -43y / 3 / 15, -4712y / 1 / 1,
          9999y / 12 / 31, year{32767} / 12 / 31}) {
        CAPTURE(static_cast<int>(date.year()));
        check_round_trip(db, date, "date");
        check_round_trip(db, std::vector{date}, "date[]");
    }
    CHECK(sqldb::query_value<year_month_day>(db, "SELECT '0044-03-15 BC'::date") == -43y / 3 / 15);
    const auto read = [&](const std::string& sql) {
        return dunlin::test::caught<error>([&] { sqldb::query_value<year_month_day>(db, sql); })
            .message();
    };
    CHECK(read("SELECT 'infinity'::date") == "the date is infinity, not a day");
    CHECK(read("SELECT '40000-01-01'::date") ==
          "\"40000-01-01\" is not a valid date within the years -32767 to 32767");
    CHECK(read("SELECT 'x'") == "\"x\" is not a valid date within the years -32767 to 32767");
    CHECK(dunlin::test::caught<error>([&] {
              sqldb::exec(db, "SELECT :d::date", {{"d", 2026y / 2 / 30}});
          }).message() == "a date that does not exist cannot be sent");
}

TEST_CASE("an enum with names goes to the server and back") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run("CREATE TYPE colour AS ENUM ('red', 'dark blue')", {});
    check_round_trip(db, colour::blue, "colour");
    check_round_trip(db, std::vector{colour::blue, colour::red}, "colour[]");
    check_round_trip(db, std::optional<colour>(), "text");
    CHECK(dunlin::test::caught<error>([&] {
              sqldb::query_value<colour>(db, "SELECT 'green'");
          }).message() == "\"green\" is not a valid name of the enum");
    CHECK(dunlin::test::caught<error>([&] {
              sqldb::exec(db, "SELECT :c::text", {{"c", static_cast<colour>(7)}});
          }).message() == "the enum value 7 has no name in enum_names");
}

TEST_CASE("floats go to the server and back, bit for bit") {
    check_type<float>("real", 4);
    check_type<double>("double precision", 5);
}

TEST_CASE("texts go to the server and back, whatever they hold") {
    check_type<std::string>("text", 6);
}

TEST_CASE("numerics stay exact") {
    check_type<sqldb::numeric>("numeric", 7);
}

TEST_CASE("times keep their microseconds") {
    check_type<timestamp>("timestamptz", 8);
}

TEST_CASE("uuids, json and bytes go to the server and back") {
    check_type<uuid>("uuid", 9);
    check_type<sqldb::json>("jsonb", 10);
    check_type<sqldb::bytes>("bytea", 11);
}

TEST_CASE("the server sees the elements that were sent, not a text that looks like them") {
    const test_database database;
    sqldb::connection db(database.config());
    generator random(12);
    for (int round = 0; round < 100; ++round) {
        std::vector<std::string> array{random.any<std::string>(), random.any<std::string>()};
        const auto second =
            sqldb::query_value<std::string>(db, "SELECT (:a::text[])[2]", {{"a", array}});
        CHECK(second == array[1]);
        const auto read_back = sqldb::query_value<std::vector<std::string>>(
            db, "SELECT ARRAY[:x::text, :y::text]", {{"x", array[0]}, {"y", array[1]}});
        CHECK(read_back == array);
    }
}

TEST_CASE("bytes are read under bytea_output = escape, and infinite times are refused clearly") {
    const test_database database;
    sqldb::connection db(database.config());
    db.run("SET bytea_output = escape", {});
    generator random(13);
    for (int round = 0; round < 50; ++round) {
        check_round_trip(db, random.any<sqldb::bytes>(), "bytea");
    }
    const auto problem = dunlin::test::caught<error>(
        [&] { sqldb::query_value<timestamp>(db, "SELECT 'infinity'::timestamptz"); });
    CHECK(problem.message() == "the time is infinity, not a point in time");
}
