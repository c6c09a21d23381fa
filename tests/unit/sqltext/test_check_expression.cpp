// SPDX-License-Identifier: MIT
#include <dunlin/sqltext/check_expression.hpp>

#include <doctest/doctest.h>

using namespace dunlin::sqltext;
using form = expression::form;

namespace {

expression root(std::string_view text) {
    const auto check = read_check_expression(text);
    REQUIRE(check);
    return check->root;
}

/// The tree in short: forms that have a name of their own in SQL by it, constants in quotes.
std::string outline(const expression& node) {
    static const char* const names[] = {
        "",    "",   "array", "value function", "",         "",     "any", "all",
        "and", "or", "not",   "null",           "not null", "other"};
    std::string text = names[static_cast<std::size_t>(node.kind)];
    text += node.kind == form::constant ? "'" + node.text + "'" : node.text;
    if (node.parts.empty()) {
        return text;
    }
    text += '(';
    for (const auto& part : node.parts) {
        text += (&part == node.parts.data() ? "" : ", ") + outline(part);
    }
    return text + ')';
}

std::string outline(std::string_view text) {
    return outline(root(text));
}

} // namespace

TEST_CASE("comparisons have their operands without casts and collations") {
    CHECK(outline("((a)::text >= 'x'::text)") == ">=(a, 'x')");
    CHECK(outline("((t.a COLLATE \"C\") ~ '^x'::text)") == "~(a, '^x')");
    CHECK(outline("((\"A\" >= 1) AND (\"A\" <= 2.5) AND (b = true))") ==
          "and(>=(A, '1'), <=(A, '2.5'), =(b, 't'))");
}

TEST_CASE("constants keep their sign, and zero stays zero") {
    CHECK(outline("(a > -2)") == ">(a, '-2')");
    CHECK(outline("(a > (-2))") == ">(a, '-2')");
    CHECK(outline("(a > '-5'::integer)") == ">(a, '-5')");
    CHECK(outline("(a > (- 2.5))") == ">(a, '-2.5')");
    CHECK(outline("(a > (- '5'::numeric))") == ">(a, '-5')");
    CHECK(outline("(a > 0)") == ">(a, '0')");
    CHECK(outline("(a > (- b))") == ">(a, other)");
}

TEST_CASE("lists are ANY and ALL of an array") {
    CHECK(outline("(a = ANY (ARRAY['x'::text, 'y'::text]))") == "any=(a, array('x', 'y'))");
    CHECK(outline("(a <> ALL ('{1,2}'::integer[]))") == "all<>(a, '{1,2}')");
}

TEST_CASE("AND, OR, NOT and NULL tests are told apart") {
    CHECK(outline("((a IS NULL) OR (b IS NOT NULL) OR (NOT c))") ==
          "or(null(a), not null(b), not(c))");
}

TEST_CASE("functions have their arguments, those without parentheses too") {
    CHECK(outline("(char_length(TRIM(BOTH FROM a)) >= 2)") == ">=(char_length(btrim(a)), '2')");
    CHECK(outline("(pg_catalog.lower(a) = a)") == "=(lower(a), a)");
    CHECK(outline("((a <= CURRENT_DATE) AND (a < now()))") ==
          "and(<=(a, value function), <(a, now))");
}

TEST_CASE("what has no form of its own is other, and its columns are known all the same") {
    const auto check = read_check_expression("((COALESCE(a, t.b) = 1) OR (c = NULL::text))");
    REQUIRE(check);
    CHECK(outline(check->root) == "or(=(other, '1'), =(c, other))");
    CHECK(check->columns == std::set<std::string>{"a", "b", "c"});
}

TEST_CASE("what the parser only calls equality is no comparison") {
    CHECK(outline("(a IS DISTINCT FROM 'x'::text)") == "other");
    CHECK(outline("(NULLIF(a, b) IS NULL)") == "null(other)");
}

TEST_CASE("text that is no expression is nothing") {
    CHECK_FALSE(read_check_expression("((a > "));
    CHECK_FALSE(read_check_expression(""));
}
