// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/widget/tags.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using dunlin::widget::tag;
using dunlin::widget::tags;
using list = std::vector<std::string>;

TEST_CASE("tags keep their order, and each stands once") {
    CHECK(tags::parse({"steel", " hand tool ", "steel", "NULL", "{a,\"b\\\"}"}).texts() ==
          list{"steel", "hand tool", "NULL", "{a,\"b\\\"}"});
}

TEST_CASE("tags are added at the end and removed wherever they stand") {
    tags some = tags::parse({"a", "b"});
    some.add(tag::parse("a"));
    some.add(tag::parse("c"));
    some.remove(tag::parse("a"));
    some.remove(tag::parse("unknown"));
    CHECK(some.texts() == list{"b", "c"});
}

TEST_CASE("an empty tag and a hundred and first one are refused") {
    CHECK_THROWS_WITH_AS((void)tags::parse({"a", " "}), "tag: must have 1 to 100 characters, not 0",
                         dunlin::error);
    list many;
    for (int i = 0; i < 100; ++i) {
        many.push_back("t" + std::to_string(i));
    }
    CHECK(tags::parse(many).texts().size() == 100);
    many.emplace_back("one more");
    CHECK_THROWS_WITH_AS((void)tags::parse(many), "tags: at most 100 are allowed", dunlin::error);
}
