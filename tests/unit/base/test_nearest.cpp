// SPDX-License-Identifier: MIT
#include <dunlin/base/nearest.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

TEST_CASE("the nearest word is found, and none when all are far") {
    const std::vector<std::string> verbs{"migrate", "status", "seed", "query"};
    CHECK(dunlin::nearest("migarte", verbs) == "migrate");
    CHECK(dunlin::nearest("stats", verbs) == "status");
    CHECK(dunlin::nearest("sed", verbs) == "seed");
    CHECK(dunlin::nearest("frobnicate", verbs).empty());
}
