// SPDX-License-Identifier: MIT
#include "checked.hpp"

#include <dunlin/lint/rule.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace dunlin;
using test::finds;

TEST_CASE("each rule finds its bad example and nothing in its good one") {
    for (const lint::rule* rule : lint::rules()) {
        if (rule->id.starts_with("allowance-")) {
            continue;
        }
        CHECK_MESSAGE(finds(rule->bad, rule->id), std::string(rule->id));
        CHECK_MESSAGE(!finds(rule->good, rule->id), std::string(rule->id));
    }
}

TEST_CASE("ids are unique, and each rule says all that --explain shows") {
    std::set<std::string_view> ids;
    for (const lint::rule* rule : lint::rules()) {
        CHECK_MESSAGE(ids.insert(rule->id).second, std::string(rule->id));
        CHECK(!rule->summary.empty());
        CHECK(rule->reason.ends_with("."));
        CHECK((rule->manual.ends_with(".html") || rule->id.starts_with("allowance-")));
        CHECK(lint::find_rule(rule->id) == rule);
    }
    CHECK(ids.size() >= 90);
    CHECK(lint::find_rule("no-such-rule") == nullptr);
}

TEST_CASE("a rule about later versions is silent for earlier ones") {
    CHECK(finds("ALTER TABLE p DETACH PARTITION q", "detach-partition", 14));
    CHECK(!finds("ALTER TABLE p DETACH PARTITION q", "detach-partition", 13));
}
