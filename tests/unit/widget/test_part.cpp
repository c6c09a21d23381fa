// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/model.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <string>
#include <vector>

using namespace dunlin::widget;
using dunlin::error;
using dunlin::error_kind;
using dunlin::test::caught;

namespace {

std::string text_of(const std::vector<part>& parts) {
    std::string text;
    for (const auto& part : parts) {
        text += part.name.text() + "=" + std::to_string(part.quantity) + " ";
    }
    return text;
}

std::vector<part> stored() {
    return {{dunlin::uuid::random(), part_name::parse("Jaw"), 1},
            {dunlin::uuid::random(), part_name::parse("Handle"), 2}};
}

} // namespace

TEST_CASE("a part is written as NAME=QUANTITY") {
    CHECK(parse_part("Screw M4=12") == new_part{part_name::parse("Screw M4"), 12});
    CHECK(parse_part("a=b=2147483647") == new_part{part_name::parse("a=b"), 2147483647});
    const auto problem = [](const std::string& text) {
        const auto refused = caught<error>([&] { parse_part(text); });
        CHECK(refused.kind() == error_kind::usage);
        return refused.message();
    };
    CHECK(problem("Screw") == "part: \"Screw\" is not in the form NAME=QUANTITY");
    CHECK(problem("Screw=") == "part: the quantity \"\" is not a whole number");
    CHECK(problem("Screw=2x") == "part: the quantity \"2x\" is not a whole number");
    CHECK(problem("Screw=0") == "part: the quantity must be 1 to 2147483647, not 0");
    CHECK(problem("Screw=2147483648") ==
          "part: the quantity must be 1 to 2147483647, not 2147483648");
    CHECK(problem("=1") == "part: must have 1 to 100 characters, not 0");
}

TEST_CASE("parts are changed one by one, after they were replaced as a whole") {
    const auto before = stored();
    update_widget change;
    CHECK_FALSE(change.changes_parts());
    change.set_parts = {parse_part("Jaw=3"), parse_part("Pin=4")};
    change.remove_parts = {part_name::parse("Handle")};
    CHECK(change.changes_parts());
    CHECK_FALSE(change.empty());
    const auto after = apply_part_change(before, change);
    CHECK(text_of(after) == "Jaw=3 Pin=4 ");
    CHECK(after[0].id == before[0].id);
    change.parts = std::vector{parse_part("Handle=5"), parse_part("Spring=1")};
    CHECK(text_of(apply_part_change(before, change)) == "Spring=1 Jaw=3 Pin=4 ");
}

TEST_CASE("of several parts with one name the first stays") {
    auto parts = stored();
    parts.push_back({dunlin::uuid::random(), part_name::parse("Jaw"), 7});
    set_part(parts, parse_part("Jaw=4"));
    CHECK(text_of(parts) == "Jaw=4 Handle=2 ");
}
