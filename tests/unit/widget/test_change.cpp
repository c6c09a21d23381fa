// SPDX-License-Identifier: MIT
#include <dunlin/widget/model.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin::widget;

namespace {

widget example() {
    return {dunlin::uuid::random(),
            dunlin::uuid::random(),
            name::parse("wrench"),
            category::parse("Tools"),
            description::parse("opens nuts"),
            true,
            tags::parse({"steel", "red"}),
            attributes::parse(R"({"color": "red", "n": 1})"),
            {},
            {}};
}

} // namespace

TEST_CASE("a change that says nothing changes nothing") {
    const auto before = example();
    CHECK(update_widget{}.empty());
    CHECK(apply_change(before, {}) == before);
}

TEST_CASE("only what is given is changed") {
    const auto before = example();
    update_widget change;
    change.name = name::parse("spanner");
    change.is_active = false;
    CHECK_FALSE(change.empty());
    auto expected = before;
    expected.name = name::parse("spanner");
    expected.is_active = false;
    CHECK(apply_change(before, change) == expected);
}

TEST_CASE("a description is replaced or removed") {
    update_widget change;
    change.description = description::parse("opens bolts");
    CHECK_FALSE(change.empty());
    CHECK(apply_change(example(), change).description == description::parse("opens bolts"));
    update_widget removal;
    removal.no_description = true;
    CHECK_FALSE(removal.empty());
    CHECK_FALSE(apply_change(example(), removal).description);
}

TEST_CASE("tags and attributes are changed one by one, after they were replaced as a whole") {
    update_widget change;
    change.tags = tags::parse({"x", "y"});
    change.add_tags = {tag::parse("z")};
    change.remove_tags = {tag::parse("x")};
    change.set_attributes = {parse_attribute("color=blue")};
    change.unset_attributes = {"n"};
    const auto after = apply_change(example(), change);
    CHECK(after.tags.texts() == std::vector<std::string>{"y", "z"});
    CHECK(after.attributes.json() == R"({"color": "blue"})");
}
