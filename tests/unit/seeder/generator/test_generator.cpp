// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <generator/allowed_ranges.hpp>
#include <generator/column_hints.hpp>
#include <generator/combination.hpp>
#include <generator/make_values.hpp>
#include <generator/ordinal.hpp>
#include <generator/random.hpp>
#include <generator/regex_values.hpp>

#include <memory>
#include <regex>
#include <set>

using namespace dunlin::seeder;

namespace {

type_shape type(std::string name, int modifier = -1) {
    type_shape shape;
    shape.name = shape.printed = std::move(name);
    shape.modifier = modifier;
    return shape;
}

} // namespace

TEST_CASE("the numbers of a seed are these, on every machine") {
    random_numbers random(42);
    CHECK(random.next() == 0xBDD732262FEB6E95U);
    CHECK(random.next() == 0x28EFE333B266F103U);
    CHECK(random.below(10) < 10);
    CHECK(random.below(0) == 0);
}

TEST_CASE("combinations come each once") {
    combination all({3, 5, 7}, 9);
    CHECK(all.count() == 105);
    std::set<std::vector<std::uint64_t>> seen;
    for (std::uint64_t i = 0; i < all.count(); ++i) {
        seen.insert(all.next());
    }
    CHECK(seen.size() == 105);
    combination single({1}, 3);
    CHECK(single.next() == std::vector<std::uint64_t>{0});
    CHECK(combination({std::uint64_t{1} << 62U, std::uint64_t{1} << 62U}, 1).count() > 0);
}

TEST_CASE("counted types go there and back") {
    const auto price = ordinal_of(type("numeric", ((6 << 16) | 2) + 4));
    REQUIRE(price);
    CHECK(price->max_value == 999999);
    CHECK(price->text(-105) == "-1.05");
    CHECK(price->parse("1.001", true) == 101);
    CHECK(price->parse("1.001", false) == 100);
    CHECK(price->parse("-1.001", true) == -100);
    CHECK(price->parse("12", true) == 1200);
    CHECK_FALSE(price->parse("x", true));
    const auto day = ordinal_of(type("date"));
    REQUIRE(day);
    CHECK(day->text(*day->parse("2024-02-29", true)) == "2024-02-29");
    CHECK(day->text(-1) == "1969-12-31");
    const auto moment = ordinal_of(type("timestamptz"));
    REQUIRE(moment);
    CHECK(moment->text(*moment->parse("1969-12-31 23:59:58+00", true)) == "1969-12-31 23:59:58+00");
    CHECK_FALSE(ordinal_of(type("text")));
}

TEST_CASE("bounds, windows and holes leave the right numbers") {
    const auto number = *ordinal_of(type("int4"));
    value_rule rule;
    rule.window.low = {{"3", false}};
    rule.window.high = {{"8", true}};
    rule.excluded = {"6"};
    CHECK(allowed_ranges(number, rule, "x", false) == ordinal_ranges{{4, 5}, {7, 8}});
    rule.window.low = {{"9", true}};
    CHECK(allowed_ranges(number, rule, "x", false).empty());
    value_rule leaves;
    leaves.windows = {{{{"20", true}}, {{"30", false}}}, {{{"5", true}}, {{"7", false}}}};
    CHECK(allowed_ranges(number, leaves, "x", false) == ordinal_ranges{{5, 6}, {20, 29}});
}

TEST_CASE("texts that match a pattern do match it, and the n-th are distinct") {
    for (const auto* pattern : {"^[A-Z]{2}-\\d{3,4}$", "^\\+?[0-9]{7,12}$", "^(a|bc)+x?$",
                                "^[^@ ]+@[a-z]+\\.com$", "^item-.*$"}) {
        CAPTURE(pattern);
        const auto values = make_regex_values(pattern, 0, 100);
        REQUIRE(values);
        const std::regex check(pattern, std::regex::ECMAScript);
        random_numbers random(1);
        for (int i = 0; i < 200; ++i) {
            std::string text;
            values->append(text, random);
            CAPTURE(text);
            CHECK(std::regex_search(text, check));
        }
    }
    const auto plates = make_regex_values("^[A-Z]{2}-\\d{3,4}$", 0, 100);
    random_numbers random(1);
    std::set<std::string> seen;
    for (std::uint64_t n = 0; n < 5000; ++n) {
        std::string text;
        plates->append_nth(text, random, n);
        seen.insert(text);
    }
    CHECK(seen.size() == 5000);
    CHECK_FALSE(make_regex_values("(?=x)y", 0, 100));
    CHECK_FALSE(make_regex_values("a\\1", 0, 100));
    CHECK_FALSE(make_regex_values("^abc$", 5, 100));
}

TEST_CASE("texts keep their lengths and stay distinct, whatever the limit") {
    for (const int most : {1, 2, 3, 8, 10, 12, 40}) {
        for (const auto* name : {"email", "name", "city", "slug", "hash", "anything"}) {
            CAPTURE(most);
            CAPTURE(name);
            value_rule rule;
            rule.min_length = most > 5 ? 5 : 1;
            const auto result = make_values(type("varchar", most + 4), rule, {"t", name}, true);
            REQUIRE(result.generator);
            random_numbers random(3);
            std::set<std::string> seen;
            const auto rows = std::min<std::uint64_t>(3000, result.generator->capacity());
            for (std::uint64_t n = 0; n < rows; ++n) {
                std::string text;
                result.generator->append_nth(text, random, n);
                CHECK(static_cast<int>(text.size()) <= most);
                CHECK(static_cast<std::int64_t>(text.size()) >= rule.min_length);
                seen.insert(text);
                text.clear();
                result.generator->append(text, random);
                CHECK(static_cast<int>(text.size()) <= most);
                CHECK(static_cast<std::int64_t>(text.size()) >= rule.min_length);
            }
            CHECK(seen.size() == rows);
        }
    }
}

TEST_CASE("a name is that of a person, a place or a thing, as the table tells") {
    for (const auto* table : {"users", "AppUsers", "people", "staff", "crm_customers"}) {
        CAPTURE(table);
        CHECK(suggest_text_kind({table, "name"}) == text_kind::full_name);
        CHECK(suggest_text_kind({table, "display_name"}) == text_kind::full_name);
    }
    CHECK(suggest_text_kind({"orders", "customer_name"}) == text_kind::full_name);
    CHECK(suggest_text_kind({"employees", "title"}) == text_kind::job_title);
    CHECK(suggest_text_kind({"films", "title"}) == text_kind::title);
    CHECK(suggest_text_kind({"customers", "company_name"}) == text_kind::company);
    CHECK(suggest_text_kind({"cities", "name"}) == text_kind::city);
    CHECK(suggest_text_kind({"Company", "name"}) == text_kind::company);
    CHECK(suggest_text_kind({"user_groups", "name"}) == text_kind::word);
    CHECK(suggest_text_kind({"widgets", "name"}) == text_kind::product);
    CHECK(suggest_text_kind({"factors", "name"}) == text_kind::product);
    CHECK(suggest_text_kind({"users", "email"}) == text_kind::email);
    CHECK(suggest_text_kind({"users", "department"}) == text_kind::department);
}

TEST_CASE("pairs of names tell which value is the lower one") {
    CHECK(are_in_order("created_at", "updated_at"));
    CHECK(are_in_order("date_created", "date_modified"));
    CHECK(are_in_order("StartDate", "EndDate"));
    CHECK(are_in_order("min_price", "max_price"));
    CHECK(are_in_order("valid_from", "valid_to"));
    CHECK_FALSE(are_in_order("updated_at", "created_at"));
    CHECK_FALSE(are_in_order("created_at", "updated_on"));
    CHECK_FALSE(are_in_order("low", "low"));
}
