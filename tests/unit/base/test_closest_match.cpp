// SPDX-License-Identifier: MIT
#include <dunlin/base/closest_match.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("the closest match is found, and none when all are far") {
    const std::vector<std::string> verbs{"migrate", "status", "seed", "query"};
    CHECK(dunlin::closest_match("migarte", verbs) == "migrate");
    CHECK(dunlin::closest_match("stats", verbs) == "status");
    CHECK(dunlin::closest_match("sed", verbs) == "seed");
    CHECK(dunlin::closest_match("frobnicate", verbs).empty());
}
