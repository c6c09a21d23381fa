// SPDX-License-Identifier: MIT
#include "random_schema.hpp"
#include "round_trip.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

/// DUNLIN_RANDOM_SCHEMAS sets the number of schemas, which is small in an ordinary run.
std::uint32_t number_of_schemas() {
    const char* given = std::getenv("DUNLIN_RANDOM_SCHEMAS");
    return given == nullptr ? 12 : static_cast<std::uint32_t>(std::stoul(given));
}

} // namespace

TEST_CASE("random schemas are the same after dump and load") {
    for (std::uint32_t seed = 1; seed <= number_of_schemas(); ++seed) {
        CAPTURE(seed);
        check_round_trip(random_schema(seed));
    }
}

TEST_CASE("the generator repeats itself") {
    CHECK(random_schema(7) == random_schema(7));
    CHECK(random_schema(7) != random_schema(8));
}
