// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <dunlin/migrator/history.hpp>

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;

namespace {

std::string describe(const history& history) {
    std::string text;
    for (const entry& entry : history.entries) {
        text += std::string(entry.version) + " " + std::string(to_string(entry.state)) + "\n";
    }
    return text;
}

} // namespace

TEST_CASE("files and rows are paired by number") {
    const source files = make_source({"0001", "2", "3"});
    const ledger_state recorded = make_ledger(make_source({"1", "2"}), {"1", "2"});
    ledger_state adjusted = recorded;
    adjusted.rows[0].checksum = files.versioned[0].checksum;
    const history history = compare(files, adjusted);
    CHECK(describe(history) == "0001 applied\n2 applied\n3 pending\n");
    CHECK(history.current == "2");
}

TEST_CASE("a pending version below the newest applied one is out of order") {
    const source files = make_source({"1", "2", "3"});
    const ledger_state recorded = make_ledger(files, {"1", "3"});
    const history history = compare(files, recorded);
    CHECK(describe(history) == "1 applied\n2 out_of_order\n3 applied\n");
    CHECK(history.has_problem());
}

TEST_CASE(
    "where the files list the order, names follow it and lost rows stand behind the one before") {
    source files = make_source({"zebra", "apple", "mango"});
    files.order = version_order::listed;
    const ledger_state recorded = make_ledger(files, {"zebra", "lost", "mango"});
    const history history = compare(files, recorded);
    CHECK(describe(history) == "zebra applied\nlost missing\napple out_of_order\nmango applied\n");
    CHECK(history.current == "mango");
    files.versioned[1].any_order = true;
    CHECK(describe(compare(files, recorded)) ==
          "zebra applied\nlost missing\napple pending\nmango applied\n");
}

TEST_CASE("a row without its file is missing") {
    const source files = make_source({"2"});
    const ledger_state recorded = make_ledger(files, {"1", "2"});
    CHECK(describe(compare(files, recorded)) == "1 missing\n2 applied\n");
}

TEST_CASE("a file with other statements is changed, with other comments cosmetic") {
    source files = make_source({"1", "2"});
    const ledger_state recorded = make_ledger(files, {"1", "2"});
    files.versioned[0] = make_file("1", "SELECT 11");
    files.versioned[1] = make_file("2", "-- said anew\r\nselect  2");
    const history history = compare(files, recorded);
    CHECK(describe(history) == "1 changed\n2 cosmetic\n");
    CHECK(history.count(state::changed) == 1);
}

TEST_CASE("a repeatable one with new content is outdated, and no problem") {
    source files = make_source({"1", "R__a", "R__b"});
    const ledger_state recorded = make_ledger(files, {"1", "R__a"});
    files.repeatable[0] = make_file("R__a", "SELECT 'new'");
    const history history = compare(files, recorded);
    CHECK(describe(history) == "1 applied\nR__a outdated\nR__b pending\n");
    CHECK_FALSE(history.has_problem());
    CHECK(history.has_pending());
    CHECK(history.current == "1");
}

TEST_CASE("files up to the baseline are covered by it") {
    const source files = make_source({"1", "2", "3"});
    ledger_state recorded = make_ledger(files, {"2"});
    recorded.rows[0].kind = "baseline";
    recorded.rows[0].checksum.clear();
    const history history = compare(files, recorded);
    CHECK(describe(history) == "1 baseline\n2 baseline\n3 pending\n");
    CHECK(history.current == "2");
}

TEST_CASE("recorded steps make a migration unfinished, also one without file and row") {
    const source files = make_source({"1", "2"});
    ledger_state recorded = make_ledger(files, {"1"});
    step_row step;
    step.version = "02";
    recorded.steps.push_back(step);
    step.version = "7";
    step.direction = direction::down;
    recorded.steps.push_back(step);
    const history history = compare(files, recorded);
    CHECK(describe(history) == "1 applied\n2 unfinished\n7 unfinished\n");
    CHECK(history.entries[2].direction == direction::down);
}

TEST_CASE("without a ledger everything is pending") {
    const source files = make_source({"1", "R__a"});
    const ledger_state none;
    const history history = compare(files, none);
    CHECK(describe(history) == "1 pending\nR__a pending\n");
    CHECK(history.current.empty());
}
