// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <doctest/doctest.h>

using namespace dunlin;
using namespace dunlin::test;
using names_list = std::vector<std::string>;

namespace {

struct searched : seeded_widgets {
    names_list find(const std::string& words, const widget::filter& filter = {}) {
        names_list found;
        for (const auto& match :
             widgets.search(words, filter, page::of(1, 10), widget::snippets::without)) {
            CHECK_FALSE(match.snippet);
            found.push_back(match.widget.name.text());
        }
        CHECK(widgets.count_found(words, filter) == static_cast<std::int64_t>(found.size()));
        return found;
    }
};

} // namespace

TEST_CASE_FIXTURE(searched,
                  "words are found in name, category, description and tags, in this order of "
                  "weight") {
    widgets.create(a_widget("Lighting rig", "Stage"));
    auto tagged = a_widget("Plain", "Stage");
    tagged.tags = widget::tags::parse({"lighting"});
    widgets.create(tagged);
    auto described = a_widget("Described", "Stage");
    described.description = widget::description::parse("for the lighting of rooms");
    widgets.create(described);
    const auto found = find("lighting");
    REQUIRE(found.size() == 6);
    CHECK(found.front() == "Lighting rig");
    CHECK(found[4] == "Described");
    CHECK(found.back() == "Plain");
    const auto best = widgets.search("lighting", {}, page::of(1, 1), widget::snippets::without);
    REQUIRE(best.size() == 1);
    CHECK(best[0].widget.name.text() == "Lighting rig");
    const auto worst = widgets.search("lighting", {}, page::of(6, 1), widget::snippets::without);
    REQUIRE(worst.size() == 1);
    CHECK(worst[0].widget.name.text() == "Plain");
}

TEST_CASE_FIXTURE(searched, "words, phrases, alternatives and exclusions are understood") {
    CHECK(find("hammers") == names_list{"Claw hammer"});
    CHECK(find("\"desk lamp\"") == names_list{"Desk lamp"});
    CHECK(find("lamp or lantern").size() == 2);
    CHECK(find("steel -tool") == find("steel -tools"));
    CHECK(find("nothing like it").empty());
    CHECK(find("the").empty());
    widget::filter filter;
    filter.is_active = true;
    CHECK(find("hammer", filter).empty());
}

TEST_CASE_FIXTURE(searched, "no text is a syntax error") {
    for (const auto* words :
         {"'", "\"", "&", "!!", "a & | !", "(((", ":*", "\\", "';--", "- -", "<->"}) {
        CAPTURE(words);
        CHECK_NOTHROW(find(words));
    }
}

TEST_CASE_FIXTURE(searched, "snippets mark what was found") {
    const auto found = widgets.search("hammer", {}, page::of(1, 10), widget::snippets::with);
    REQUIRE(found.size() == 1);
    CHECK(found[0].snippet == "Claw **hammer** / Tools / steel hand tool");
    CHECK(found[0].rank > 0);
    const auto described = widgets.search("charger", {}, page::of(1, 10), widget::snippets::with);
    REQUIRE(described.size() == 1);
    CHECK(described[0].snippet == "Cordless drill / Tools / Two gears and a clutch; comes with a "
                                  "**charger**. / electric hand tool");
}
