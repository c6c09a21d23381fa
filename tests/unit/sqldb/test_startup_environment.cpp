// SPDX-License-Identifier: MIT
#include "startup_environment.hpp"

#include <doctest/doctest.h>
#include <support/environment.hpp>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using dunlin::sqldb::config;
using dunlin::sqldb::startup_environment;
using dunlin::test::scoped_variable;

namespace {

std::string value_of(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "(unset)" : value;
}

} // namespace

TEST_CASE("the variables are set while a connection starts, and restored after it") {
    const scoped_variable zone("PGTZ", "Asia/Tokyo");
    const scoped_variable style("PGDATESTYLE", std::nullopt);
    const scoped_variable planner("PGGEQO", "off");
    {
        const startup_environment environment(config{});
        CHECK(value_of("PGTZ") == "UTC");
        CHECK(value_of("PGDATESTYLE") == "ISO");
        CHECK(value_of("PGGEQO") == "off");
    }
    CHECK(value_of("PGTZ") == "Asia/Tokyo");
    CHECK(value_of("PGDATESTYLE") == "(unset)");
}

TEST_CASE("settings that ignore the environment have no PGGEQO, as long as one of them starts") {
    const scoped_variable planner("PGGEQO", "off");
    config alone;
    alone.ignore_environment = true;
    auto first = std::make_unique<startup_environment>(alone);
    auto second = std::make_unique<startup_environment>(alone);
    first.reset();
    CHECK(value_of("PGGEQO") == "(unset)");
    second.reset();
    CHECK(value_of("PGGEQO") == "off");
}

TEST_CASE("a variable that is right already is not touched, for threads that read it") {
    const scoped_variable zone("PGTZ", "UTC");
    const scoped_variable style("PGDATESTYLE", "ISO");
    const auto addresses = [] {
        return std::vector<const char*>{std::getenv("PGTZ"), std::getenv("PGDATESTYLE")};
    };
    const auto before = addresses();
    {
        const startup_environment environment(config{});
        CHECK(addresses() == before);
    }
    CHECK(addresses() == before);
}

TEST_CASE("of several at once the last one restores") {
    const scoped_variable zone("PGTZ", std::nullopt);
    auto first = std::make_unique<startup_environment>(config{});
    auto second = std::make_unique<startup_environment>(config{});
    first.reset();
    CHECK(value_of("PGTZ") == "UTC");
    second.reset();
    CHECK(value_of("PGTZ") == "(unset)");
}

TEST_CASE("threads that connect at once all see the variables") {
    const scoped_variable zone("PGTZ", std::nullopt);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 1000; ++round) {
                const startup_environment environment(config{});
                wrong += value_of("PGTZ") == "UTC" ? 0 : 1;
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(wrong == 0);
    CHECK(value_of("PGTZ") == "(unset)");
}
