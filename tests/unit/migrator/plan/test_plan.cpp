// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <dunlin/migrator/plan.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using namespace migrator_test;
using dunlin::test::caught;

namespace {

std::string describe(const plan& of) {
    std::string text;
    for (const plan_step& step : of.steps) {
        text += (text.empty() ? "" : " ") +
                std::string(step.direction == direction::up ? "+" : "-") +
                std::string(step.version()) + (step.resumes ? "*" : "");
    }
    for (const problem& problem : of.problems) {
        text += (text.empty() ? "!" : " !") + problem.version + ":" +
                std::string(to_string(problem.state));
    }
    return text;
}

target until_version(const char* version) {
    return {version, std::nullopt};
}
target until_count(std::size_t count) {
    return {std::nullopt, count};
}

/// 1 and 2 applied; 3, 4 and two repeatable ones not.
struct half_way {
    source files = make_source({"1", "2", "3", "4", "R__a", "R__b"});
    ledger_state recorded = make_ledger(files, {"1", "2", "R__a"});
    dunlin::migrator::history history = compare(files, recorded);
};

} // namespace

TEST_CASE("up applies what is pending in order, and the repeatable ones last") {
    const half_way at;
    CHECK(describe(plan_up(at.history)) == "+3 +4 +R__b");
}

TEST_CASE("up with a target leaves the repeatable ones until all versions are there") {
    const half_way at;
    CHECK(describe(plan_up(at.history, until_version("3"))) == "+3");
    CHECK(describe(plan_up(at.history, until_count(1))) == "+3");
    CHECK(describe(plan_up(at.history, until_version("0004"))) == "+3 +4 +R__b");
    CHECK(describe(plan_up(at.history, until_count(9))) == "+3 +4 +R__b");
    CHECK(describe(plan_up(at.history, until_version("1"))) == "");
}

TEST_CASE("a target that no file has is not found") {
    const half_way at;
    CHECK(caught<dunlin::error>([&] { plan_up(at.history, until_version("9")); }).kind() ==
          dunlin::error_kind::not_found);
    CHECK(caught<dunlin::error>([&] { plan_down(at.history, until_version("x")); }).kind() ==
          dunlin::error_kind::not_found);
}

TEST_CASE("down takes one back unless told otherwise, and never a repeatable one") {
    const half_way at;
    CHECK(describe(plan_down(at.history)) == "-2");
    CHECK(describe(plan_down(at.history, until_count(5))) == "-2 -1");
    CHECK(describe(plan_down(at.history, until_version("1"))) == "-2");
    CHECK(describe(plan_down(at.history, until_version("0"))) == "-2 -1");
}

TEST_CASE("to goes up or down") {
    const half_way at;
    CHECK(describe(plan_to(at.history, "4")) == "+3 +4 +R__b");
    CHECK(describe(plan_to(at.history, "1")) == "-2");
    CHECK(describe(plan_to(at.history, "2")) == "");
}

TEST_CASE("to 0 takes all back, and nothing when nothing is applied") {
    const half_way at;
    CHECK(describe(plan_to(at.history, "0")) == "-2 -1");
    const source files = make_source({"1"});
    const ledger_state none;
    CHECK(describe(plan_to(compare(files, none), "0")) == "");
}

TEST_CASE("redo takes the newest back and applies it again") {
    const half_way at;
    CHECK(describe(plan_redo(at.history)) == "-2 +2");
    const source files = make_source({"1"});
    const ledger_state none;
    const history empty = compare(files, none);
    CHECK(caught<dunlin::error>([&] { plan_redo(empty); }).kind() == dunlin::error_kind::not_found);
}

TEST_CASE("an out-of-order version stands in the way unless it is allowed") {
    const source files = make_source({"1", "2", "3"});
    const ledger_state recorded = make_ledger(files, {"1", "3"});
    const history history = compare(files, recorded);
    CHECK(describe(plan_up(history)) == "+2 !2:out_of_order");
    CHECK(describe(plan_up(history, {}, {true})) == "+2");
    const auto refusal = caught<dunlin::error>([&] { plan_up(history).refuse_problems(); });
    CHECK(refusal.kind() == dunlin::error_kind::history);
    CHECK(refusal.message() == "2 (2_x.sql) is not applied, but the later 3 is");
    CHECK(refusal.hint().find("--allow-out-of-order") != std::string::npos);
}

TEST_CASE("all problems are told at once, each with what resolves it") {
    source files = make_source({"1", "3"});
    const ledger_state recorded = make_ledger(files, {"1", "2"});
    files.versioned[0] = make_file("1", "SELECT 'other'");
    const history history = compare(files, recorded);
    const plan plan = plan_up(history);
    CHECK(describe(plan) == "+3 !1:changed !2:missing");
    const auto refusal = caught<dunlin::error>([&] { plan.refuse_problems(); });
    CHECK(refusal.message().find("2 migrations do not match") == 0);
    CHECK(refusal.message().find("repair --realign 1") != std::string::npos);
    CHECK(refusal.message().find("repair --drop 2") != std::string::npos);
}

TEST_CASE("of many problems ten are listed, and where the others are") {
    plan many;
    for (int number = 1; number <= 300; ++number) {
        many.problems.push_back({state::missing, std::to_string(number), "", "is gone", "look"});
    }
    const auto refusal = caught<dunlin::error>([&] { many.refuse_problems(); });
    CHECK(refusal.message().starts_with("300 migrations do not match the history"));
    CHECK(refusal.message().ends_with(
        "\n  10 is gone; look\n  and 290 more, which `dunlin status` lists"));
}

TEST_CASE("down does not mind a changed or missing file") {
    source files = make_source({"1"});
    const ledger_state recorded = make_ledger(files, {"1", "2"});
    files.versioned[0] = make_file("1", "SELECT 'other'");
    const history history = compare(files, recorded);
    CHECK(describe(plan_down(history, until_version("0"))) == "-2 -1");
}

TEST_CASE("an unfinished migration is resumed the way it was going, and no other") {
    const source files = make_source({"1", "2", "3"});
    ledger_state recorded = make_ledger(files, {"1"});
    step_row step;
    step.version = "2";
    recorded.steps.push_back(step);
    const history history = compare(files, recorded);
    CHECK(describe(plan_up(history)) == "+2* +3");
    CHECK(describe(plan_down(history)) == "-1 !2:unfinished");
}

TEST_CASE("the baseline is neither applied nor taken back") {
    const source files = make_source({"1", "2", "3"});
    ledger_state recorded = make_ledger(files, {"2"});
    recorded.rows[0].kind = "baseline";
    const history history = compare(files, recorded);
    CHECK(describe(plan_up(history)) == "+3");
    CHECK(describe(plan_down(history, until_version("0"))) == "");
}

TEST_CASE("where the files list the order, down takes back what was applied last") {
    source files = make_source({"a", "b", "c"});
    files.order = version_order::listed;
    const ledger_state recorded = make_ledger(files, {"a", "c", "b"});
    const history history = compare(files, recorded);
    CHECK(describe(plan_down(history)) == "-b");
    CHECK(describe(plan_down(history, until_count(2))) == "-b -c");
    CHECK(describe(plan_down(history, until_version("a"))) == "-c -b");
}

TEST_CASE("what blocks a whole table is told without a version") {
    const source files = make_source({"1"});
    ledger_state recorded = make_ledger(files, {});
    recorded.blocked = "version 1 is marked dirty";
    const history history = compare(files, recorded);
    CHECK(caught<dunlin::error>([&] { plan_up(history).refuse_problems(); }).message() ==
          recorded.blocked);
}
