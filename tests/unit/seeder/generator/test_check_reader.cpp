// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <generator/check_reader.hpp>

using namespace dunlin::seeder;
using texts = std::vector<std::string>;

namespace {

check_meaning read(std::string_view expression) {
    return read_check(expression, [](std::string_view name) {
        return name.size() == 1 && name[0] >= 'a' && name[0] <= 'c'
                   ? std::optional<std::size_t>(static_cast<std::size_t>(name[0] - 'a'))
                   : std::nullopt;
    });
}

} // namespace

TEST_CASE("lists, as the server prints them, are choices") {
    CHECK(read("(a = ANY (ARRAY['x'::text, 'y'::text]))").rules[0].choices == texts{"x", "y"});
    CHECK(read("((a)::text = ANY ((ARRAY['x'::character varying])::text[]))").rules[0].choices ==
          texts{"x"});
    CHECK(read("(a = ANY ('{1,2}'::integer[]))").rules[0].choices == texts{"1", "2"});
    CHECK(read("((a = 'x'::text) OR (a = 'y'::text) OR (a IS NULL))").rules[0].choices ==
          texts{"x", "y"});
    CHECK(read("((a = ANY (ARRAY[1, 2])) AND (a <> 1))").rules[0].excluded == texts{"1"});
}

TEST_CASE("bounds are read on either side, negative ones too") {
    const auto rule = read("((a >= '-5'::integer) AND (10 > a) AND (b > (-2)))").rules;
    REQUIRE(rule.at(0).window.low.size() == 1);
    CHECK(rule.at(0).window.low[0].value == "-5");
    CHECK(rule.at(0).window.low[0].inclusive);
    CHECK(rule.at(0).window.high[0].value == "10");
    CHECK_FALSE(rule.at(0).window.high[0].inclusive);
    CHECK(rule.at(1).window.low[0].value == "-2");
}

TEST_CASE("lengths, patterns and letters of texts are understood") {
    auto meaning =
        read("((char_length(TRIM(BOTH FROM a)) >= 2) AND (length(a) < 9) AND (a ~ '^x'::text) "
             "AND (a = lower(a)))");
    CHECK(meaning.unsupported.empty());
    CHECK(meaning.rules[0].min_length == 2);
    CHECK(meaning.rules[0].max_length == 8);
    CHECK(meaning.rules[0].patterns == texts{"^x"});
    CHECK(meaning.rules[0].letter_case == value_rule::letters::lower);
    CHECK(read("(a ~~ 'i%_'::text)").rules[0].patterns == texts{"^\\i.*.$"});
}

TEST_CASE("columns that are compared are a relation") {
    const auto meaning = read("((a < b) AND (c <> a))");
    REQUIRE(meaning.relations.size() == 2);
    CHECK(meaning.relations[0].operation == "<");
    CHECK(meaning.relations[1].left == 2);
}

TEST_CASE("arrays and documents") {
    auto meaning = read("((cardinality(a) <= 3) AND (b <@ ARRAY['x'::text]) AND (jsonb_typeof(c) = "
                        "'array'::text) AND (array_position(a, NULL::text) IS NULL))");
    CHECK(meaning.unsupported.empty());
    CHECK(meaning.rules[0].max_elements == 3);
    CHECK(meaning.rules[1].element_choices == texts{"x"});
    CHECK(meaning.rules[2].json_kind == "array");
}

TEST_CASE("what is not understood says why and names its columns") {
    const auto meaning = read("((a + b) = 10)");
    CHECK_FALSE(meaning.unsupported.empty());
    CHECK(meaning.columns == std::set<std::size_t>{0, 1});
    CHECK(read("f(a)").unsupported == "it calls the function f");
    CHECK(read("((a > 1) OR (b > 1))").unsupported == "it combines conditions with OR");
    CHECK(read("(a IS NULL)").unsupported == "it requires NULL");
    CHECK(read("((a > ").unsupported == "it cannot be parsed");
}
