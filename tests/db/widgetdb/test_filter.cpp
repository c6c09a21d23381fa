// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <doctest/doctest.h>

using namespace dunlin;
using namespace dunlin::test;
using names_list = std::vector<std::string>;

TEST_CASE_FIXTURE(seeded_widgets, "each condition leaves what it says") {
    widget::filter which;
    SUBCASE("by id") {
        which.id = uuid::parse("54920444-b948-4159-a8ce-b6fbfc188d19");
        CHECK(names(which) == names_list{"Desk lamp"});
    }
    SUBCASE("by user") {
        which.user_id = admin;
        CHECK(names(which) == names_list{"Adjustable wrench", "Desk lamp", "Field thermometer",
                                         "Garden gate hinge", "Soldering station"});
    }
    SUBCASE("by a part of the name, in either case") {
        which.name = "LA";
        CHECK(names(which) == names_list{"Claw hammer", "Desk lamp", "Storm lantern"});
    }
    SUBCASE("by category, exactly") {
        which.category = "Fittings";
        CHECK(names(which).size() == 2);
        which.category = "fittings";
        CHECK(names(which).empty());
    }
    SUBCASE("by whether it is active") {
        which.active = false;
        CHECK(names(which) == names_list{"Claw hammer", "Storm lantern"});
    }
    SUBCASE("by date: the first instant is in, the last is out") {
        which.created_after = parse_timestamp("2026-01-04T10:30:00Z");
        which.created_before = parse_timestamp("2026-01-06T12:30:00Z");
        CHECK(names(which) == names_list{"Claw hammer", "Soldering station"});
    }
    SUBCASE("by tags, any of them") {
        which.any_tags = {"brass", "precision", "none has this"};
        CHECK(names(which) == names_list{"Digital calliper", "Türgriff „Möwe“"});
    }
    SUBCASE("by tags, all of them") {
        which.all_tags = {"steel", "hand tool"};
        CHECK(names(which) == names_list{"Adjustable wrench", "Claw hammer"});
    }
    SUBCASE("by an attribute") {
        which.attributes = R"({"color": "black", "pair": true})";
        CHECK(names(which) == names_list{"Garden gate hinge"});
    }
}

TEST_CASE_FIXTURE(seeded_widgets, "all conditions combine") {
    widget::filter which;
    which.user_id = gopher;
    which.name = "hammer";
    which.category = "Tools";
    which.active = false;
    which.created_after = parse_timestamp("2026-01-01");
    which.created_before = parse_timestamp("2027-01-01");
    which.any_tags = {"steel", "x"};
    which.all_tags = {"hand tool"};
    which.attributes = R"({"color": "red"})";
    CHECK(names(which) == names_list{"Claw hammer"});
    CHECK(widgets.count(which) == 1);
    which.id = uuid::random();
    CHECK(widgets.count(which) == 0);
}

TEST_CASE_FIXTURE(seeded_widgets, "wildcards in a name are letters like any other") {
    widgets.create(a_widget("100% _cotton_ \\ [a-z]*"));
    for (const auto* part : {"%", "_", "\\", "100%", "_cotton_", "[a-z]", "*"}) {
        CAPTURE(part);
        widget::filter which;
        which.name = part;
        CHECK(names(which).size() == 1);
    }
}
