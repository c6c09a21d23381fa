// SPDX-License-Identifier: MIT
#include "trial.hpp"

#include <doctest/doctest.h>
#include <support/skipped.hpp>

namespace interop_test {
namespace {

constexpr auto all_tables = "t1 t2 t3 t4";

void start_with_peer(const peer& other) {
    trial by_turns(other);
    by_turns.peer_up(0, 2);
    const std::string up = by_turns.dunlin({"migrate", "up"});
    CHECK_MESSAGE(up.find(other.tool + " keeps in") != std::string::npos, up);
    CHECK(by_turns.tables() == all_tables);
    by_turns.check_peer_finds_all_done();
    by_turns.dunlin({"status", "--check"});
    if (other.validate) {
        by_turns.check_a_change_is_found();
    }
    if (other.forward_only) {
        return;
    }
    if (other.down_one) {
        by_turns.peer_down(4);
    }
    by_turns.dunlin({"migrate", "down", "--steps", other.down_one ? "2" : "3"});
    CHECK(by_turns.tables() == "t1");
    by_turns.peer_up(1, 4);
    CHECK(by_turns.tables() == all_tables);
    by_turns.dunlin({"status", "--check"});
}

void start_with_dunlin(const peer& other) {
    trial by_turns(other);
    by_turns.dunlin({"migrate", "up", "--ledger", other.tool}, "half");
    by_turns.peer_up(2, 4);
    CHECK(by_turns.tables() == all_tables);
    by_turns.dunlin({"status", "--check"});
    by_turns.check_peer_finds_all_done();
    if (other.forward_only) {
        return;
    }
    by_turns.dunlin({"migrate", "down", "--steps", other.down_one ? "1" : "3"});
    if (other.down_one) {
        by_turns.peer_down(3);
        by_turns.peer_down(2);
    }
    CHECK(by_turns.tables() == "t1");
    by_turns.dunlin({"migrate", "up"});
    by_turns.check_peer_finds_all_done();
}

void give_back(trial& history, const peer& other) {
    history.dunlin({"migrate", "adopt", "--back", "--from", other.tool});
    history.check_peer_finds_all_done();
    history.dunlin({"status", "--check", "--ledger", other.tool});
    if (other.down_one) {
        history.peer_down(4);
        CHECK(history.tables() == "t1 t2 t3");
    }
}

void adopt_and_give_back(const peer& other) {
    trial history(other);
    history.peer_up(0, 2);
    history.dunlin({"migrate", "adopt"});
    const std::string up = history.dunlin({"migrate", "up"});
    CHECK_MESSAGE(up.find("keeps in") == std::string::npos, up);
    CHECK(history.tables() == all_tables);
    history.dunlin({"status", "--check"});
    give_back(history, other);
}

void move_to_the_tool(const peer& other) {
    trial history(other);
    history.dunlin({"migrate", "up", "--ledger", "dunlin"});
    give_back(history, other);
}

} // namespace

void apply_by_turns(const peer& other) {
    start_with_peer(other);
    start_with_dunlin(other);
}

void run_at_once(const peer& other) {
    if (!find_peer(other.program)) {
        dunlin::test::skip(other.program +
                           " is not installed (./dev peers does that): whether it waits is not "
                           "seen here");
        return;
    }
    for (const bool dunlin_first : {true, false}) {
        trial race(other);
        race.peer_up(0, 2);
        race.run_beside(dunlin_first);
        CHECK(race.tables() == all_tables);
        race.check_peer_finds_all_done();
        race.dunlin({"status", "--check"});
    }
}

void move_history(const peer& other) {
    adopt_and_give_back(other);
    move_to_the_tool(other);
}

} // namespace interop_test
