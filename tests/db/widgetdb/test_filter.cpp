// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <doctest/doctest.h>

using namespace dunlin;
using namespace dunlin::test;
using names_list = std::vector<std::string>;

TEST_CASE_FIXTURE(seeded_widgets, "each condition leaves what it says") {
    widget::filter filter;
    SUBCASE("by id") {
        filter.id = uuid::parse("54920444-b948-4159-a8ce-b6fbfc188d19");
        CHECK(names(filter) == names_list{"Desk lamp"});
    }
    SUBCASE("by user") {
        filter.user_id = admin;
        CHECK(names(filter) == names_list{"Adjustable wrench", "Desk lamp", "Field thermometer",
                                          "Garden gate hinge", "Soldering station"});
    }
    SUBCASE("by a part of the name, in either case") {
        filter.name = "LA";
        CHECK(names(filter) == names_list{"Claw hammer", "Desk lamp", "Storm lantern"});
    }
    SUBCASE("by category, exactly") {
        filter.category = "Fittings";
        CHECK(names(filter).size() == 2);
        filter.category = "fittings";
        CHECK(names(filter).empty());
    }
    SUBCASE("by whether it is active") {
        filter.is_active = false;
        CHECK(names(filter) == names_list{"Claw hammer", "Storm lantern"});
    }
    SUBCASE("by date: the first instant is in, the last is out") {
        filter.created_after = parse_timestamp("2026-01-04T10:30:00Z");
        filter.created_before = parse_timestamp("2026-01-06T12:30:00Z");
        CHECK(names(filter) == names_list{"Claw hammer", "Soldering station"});
    }
    SUBCASE("by tags, any of them") {
        filter.any_tags = {"brass", "precision", "none has this"};
        CHECK(names(filter) == names_list{"Digital calliper", "Türgriff „Möwe“"});
    }
    SUBCASE("by tags, all of them") {
        filter.all_tags = {"steel", "hand tool"};
        CHECK(names(filter) == names_list{"Adjustable wrench", "Claw hammer"});
    }
    SUBCASE("by an attribute") {
        filter.attributes = R"({"color": "black", "pair": true})";
        CHECK(names(filter) == names_list{"Garden gate hinge"});
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "all conditions combine") {
    widget::filter filter;
    filter.user_id = gopher;
    filter.name = "hammer";
    filter.category = "Tools";
    filter.is_active = false;
    filter.created_after = parse_timestamp("2026-01-01");
    filter.created_before = parse_timestamp("2027-01-01");
    filter.any_tags = {"steel", "x"};
    filter.all_tags = {"hand tool"};
    filter.attributes = R"({"color": "red"})";
    CHECK(names(filter) == names_list{"Claw hammer"});
    CHECK(widgets.count(filter) == 1);
    filter.id = uuid::random();
    CHECK(widgets.count(filter) == 0);
}

TEST_CASE_FIXTURE(seeded_widgets, "wildcards in a name are letters like any other") {
    widgets.create(a_widget("100% _cotton_ \\ [a-z]*"));
    for (const auto* part : {"%", "_", "\\", "100%", "_cotton_", "[a-z]", "*"}) {
        CAPTURE(part);
        widget::filter filter;
        filter.name = part;
        CHECK(names(filter).size() == 1);
    }
}
