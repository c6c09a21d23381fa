// SPDX-License-Identifier: MIT
#include <dunlin/base/uuid.hpp>

#include <doctest/doctest.h>

TEST_CASE("a UUID is read in either case and written in lower case") {
    const auto id = dunlin::uuid::parse("5CF37266-3473-4006-984f-9325122678b7");
    REQUIRE(id);
    CHECK(id->to_string() == "5cf37266-3473-4006-984f-9325122678b7");
}

TEST_CASE("malformed UUIDs are refused") {
    for (const auto* text :
         {"", "5cf37266", "5cf37266-3473-4006-984f-9325122678bg",
          "5cf37266x3473-4006-984f-9325122678b7", "{5cf37266-3473-4006-984f-9325122678}"}) {
        CAPTURE(text);
        CHECK_FALSE(dunlin::uuid::parse(text));
    }
}

TEST_CASE("a random UUID is version 4 and differs from the next") {
    const auto id = dunlin::uuid::random();
    CHECK(id.to_string()[14] == '4');
    CHECK(id != dunlin::uuid::random());
}
