// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <read/json_row.hpp>

using namespace dunlin::seeder;

namespace {

std::optional<std::size_t> find(const std::string& name) {
    return name.size() == 1 && name[0] >= 'a' && name[0] <= 'c'
               ? std::optional(static_cast<std::size_t>(name[0] - 'a'))
               : std::nullopt;
}

/// Column c is an array.
json_row row() {
    return json_row({{}, {}, {.is_array = true}});
}

} // namespace

TEST_CASE("numbers keep their digits, and booleans and null are known") {
    auto r = row();
    REQUIRE_FALSE(r.read(R"({"a": 1.10, "b": 123456789012345678901234567890})", find));
    CHECK(r.values()[0].text == "1.10");
    CHECK(r.values()[1].text == "123456789012345678901234567890");
    CHECK_FALSE(r.values()[2].present);
    REQUIRE_FALSE(r.read(R"({"b": true, "a": null})", find));
    CHECK(r.values()[0].null);
    CHECK(r.values()[1].text == "true");
}

TEST_CASE("nested values are JSON text, as it stands") {
    auto r = row();
    REQUIRE_FALSE(r.read(R"({"a": {"x": [1.50, "\u00e9\"", {}], "y": null}})", find));
    CHECK(r.values()[0].text == R"({"x": [1.50, "\u00e9\"", {}], "y": null})");
}

TEST_CASE("a list becomes an array where the column is one") {
    auto r = row();
    REQUIRE_FALSE(r.read(R"({"c": ["a b", "q\"\\", null, 3, [true]], "b": [1, 2]})", find));
    CHECK(r.values()[2].text == R"({"a b","q\"\\",NULL,3,{true}})");
    CHECK(r.values()[1].text == "[1, 2]");
}

TEST_CASE("what is no object, or has an unknown member, is told") {
    auto r = row();
    CHECK(r.read("[1]", find) == "not a JSON object");
    CHECK(r.read("7", find) == "not a JSON object");
    CHECK(r.read(R"({"a": })", find) == "malformed JSON: expected a value");
    CHECK(r.read(R"({"a": 1} 2)", find) == "malformed JSON: unexpected text after the value");
    CHECK(r.read(R"({"size": 1})", find) == "unknown column size");
    CHECK(r.unknown_member() == "size");
    CHECK(r.read(R"({"c": [{"x": 1}]})", find) == "expected an array, not an object");
}
