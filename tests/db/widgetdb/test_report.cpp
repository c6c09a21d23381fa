// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <doctest/doctest.h>

#include <map>

using namespace dunlin;
using namespace dunlin::test;

TEST_CASE_FIXTURE(seeded_widgets, "parts are counted per widget, and none is a count too") {
    widgets.create(a_widget("Bare"));
    const auto all = widgets.report_parts(std::nullopt);
    REQUIRE(all.size() == 13);
    CHECK(all.front().parts == 4);
    CHECK(all.front().quantity >= 4);
    CHECK(all.back().name == "Bare");
    CHECK(all.back().parts == 0);
    CHECK(all.back().quantity == 0);
    CHECK(widgets.report_parts(gopher).size() == 7);
}

TEST_CASE_FIXTURE(seeded_widgets, "the rank counts within each category, the newest first") {
    const auto ranks = widgets.report_rank(std::nullopt);
    REQUIRE(ranks.size() == 12);
    CHECK(ranks[0].category == "Fittings");
    CHECK(ranks[0].rank == 1);
    CHECK(ranks[0].name == "Türgriff „Möwe“");
    CHECK(ranks[1].rank == 2);
    CHECK(ranks[2].category == "Instruments");
    CHECK(ranks[2].rank == 1);
    CHECK(widgets.report_rank(admin).size() == 5);
}

TEST_CASE_FIXTURE(seeded_widgets, "categories are those of the user, with their counts") {
    const auto categories = widgets.report_categories(gopher);
    REQUIRE(categories.size() == 4);
    CHECK(categories[3].category == "Tools");
    CHECK(categories[3].widgets == 2);
    CHECK(categories[3].active == 1);
    CHECK(widgets.report_categories(uuid::random()).empty());
}
