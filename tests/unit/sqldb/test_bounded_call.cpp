// SPDX-License-Identifier: MIT
#include "bounded_call.hpp"

#include <dunlin/base/interruption.hpp>

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <future>
#include <memory>

using namespace dunlin;
using namespace std::chrono_literals;
using sqldb::bounded_call;
using sqldb::deadline_after;
using sqldb::wake;

TEST_CASE("a call that returns is waited for") {
    const auto was_called = std::make_shared<int>(0);
    CHECK(bounded_call([was_called] { *was_called = 1; }, nullptr, {}) == wake::ready);
    CHECK(*was_called == 1);
}

TEST_CASE("a call that does not return is left behind, and ends later by itself") {
    const auto release = std::make_shared<std::promise<void>>();
    const auto ended = std::make_shared<std::promise<void>>();
    const auto blocked = [release, ended] {
        release->get_future().wait();
        ended->set_value();
    };
    CHECK(bounded_call(blocked, nullptr, deadline_after(20ms)) == wake::timed_out);
    release->set_value();
    ended->get_future().wait();
}

TEST_CASE("a stop ends the wait for a call") {
    interruption stop;
    const auto release = std::make_shared<std::promise<void>>();
    const auto blocked = [release, &stop] {
        stop.request(SIGINT);
        release->get_future().wait();
    };
    CHECK(bounded_call(blocked, &stop, {}) == wake::interrupted);
    release->set_value();
}
