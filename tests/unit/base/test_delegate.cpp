// SPDX-License-Identifier: MIT
#include <dunlin/base/delegate.hpp>

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>

using dunlin::delegate;
using dunlin::domain_event;

TEST_CASE("an event reaches the handlers of its domain and action, in their order") {
    delegate changes;
    std::string told;
    const auto tell = [&](const std::string& name) {
        return [&told, name](const domain_event&) { told += name + " "; };
    };
    changes.subscribe("user", "deleted", tell("first"));
    changes.subscribe("user", "updated", tell("other action"));
    changes.subscribe("widget", "deleted", tell("other domain"));
    changes.subscribe("user", "deleted", tell("second"));
    changes.notify({"user", "deleted", {}});
    CHECK(told == "first second ");
    changes.notify({"user", "created", {}});
    CHECK(told == "first second ");
}

TEST_CASE("what a handler throws comes through, and the next is not called") {
    delegate changes;
    bool is_called = false;
    changes.subscribe("user", "deleted",
                      [](const domain_event&) { throw std::runtime_error("no"); });
    changes.subscribe("user", "deleted", [&](const domain_event&) { is_called = true; });
    CHECK_THROWS_WITH_AS(changes.notify({"user", "deleted", {}}), "no", std::runtime_error);
    CHECK_FALSE(is_called);
}
