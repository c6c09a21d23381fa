// SPDX-License-Identifier: MIT
#include "proxied.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

sqldb::config limited(const test_database& database, int max_idle, int max_open) {
    auto settings = database.config();
    settings.max_idle = max_idle;
    settings.max_open = max_open;
    return settings;
}

} // namespace

TEST_CASE("a pool opens on demand, lends again and keeps max_idle connections") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 3));
    CHECK(pool.open_count() == 0);
    int pid = 0;
    {
        auto first = pool.borrow();
        auto second = pool.borrow();
        CHECK(pool.open_count() == 2);
        CHECK(first->backend_pid() != second->backend_pid());
        pid = second->backend_pid();
    }
    CHECK(pool.open_count() == 1);
    CHECK(pool.idle_count() == 1);
    CHECK(pool.borrow()->backend_pid() == pid);
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT 1") == 1);
}

TEST_CASE("an exhausted pool names its limit and how long it waited") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 2), 20ms);
    auto first = pool.borrow();
    auto second = pool.borrow();
    const auto problem = caught<error>([&] { pool.borrow(); });
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message() == "all 2 connections of the pool (max_open) are in use; waited 20 ms");
}

TEST_CASE("a connection that died while idle is replaced") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 1));
    const int pid = pool.borrow()->backend_pid();
    sqldb::connection admin(database.config());
    CHECK(sqldb::query_value<bool>(admin, "SELECT pg_terminate_backend(:pid::int, 10000)",
                                   {{"pid", pid}}));
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT pg_backend_pid()") != pid);
    CHECK(pool.open_count() == 1);
}

TEST_CASE("a connection given back within a transaction is closed") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 1));
    {
        auto lent = pool.borrow();
        lent->run_script("BEGIN; CREATE TABLE t (n int)");
    }
    CHECK(pool.open_count() == 0);
    CHECK(sqldb::query_value<bool>(pool, "SELECT to_regclass('t') IS NULL"));
}

TEST_CASE("a connection that cannot be opened takes no place") {
    const test_database database;
    auto settings = limited(database, 1, 1);
    settings.name = "dunlin_test_missing";
    sqldb::pool pool(settings, 1ms);
    for (int i = 0; i < 3; ++i) {
        CHECK(caught<error>([&] { pool.borrow(); }).sqlstate == "3D000");
    }
    CHECK(pool.open_count() == 0);
}

TEST_CASE("limits that cannot hold are refused") {
    sqldb::config settings;
    settings.max_open = 0;
    CHECK(caught<error>([&] { sqldb::pool{settings}; }).kind() == error_kind::config);
    settings.max_open = 2;
    settings.max_idle = 3;
    CHECK(caught<error>([&] { sqldb::pool{settings}; }).kind() == error_kind::config);
    settings.max_idle = -1;
    CHECK(caught<error>([&] { sqldb::pool{settings}; }).kind() == error_kind::config);
}

TEST_CASE("many threads share a few connections") {
    const test_database database;
    sqldb::pool pool(limited(database, 2, 3), 60s);
    std::atomic<int> done{0};
    std::atomic<std::size_t> most{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i] {
            for (int round = 0; round < 25; ++round) {
                const auto value =
                    sqldb::query_value<std::int32_t>(pool, "SELECT :i::int", {{"i", i}});
                done += value == i ? 1 : 0;
                most = std::max(most.load(), pool.open_count());
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(done == 200);
    CHECK(most <= 3);
    CHECK(pool.idle_count() <= 2);
    CHECK(pool.open_count() == pool.idle_count());
}

TEST_CASE("a connection that has rested for long is asked before it is lent") {
    const test_database database;
    std::atomic<int> questions{0};
    const proxied server(database, [&](const dunlin::test::wire_message& message) {
        const bool asks = message.from == dunlin::test::sender::client && message.type == 'P' &&
                          message.body.find("SELECT true") != std::string_view::npos;
        questions += asks ? 1 : 0;
        return dunlin::test::verdict::forward;
    });
    sqldb::pool pool(server.settings());
    { auto fresh = pool.borrow(); }
    CHECK(questions == 0);
    std::this_thread::sleep_for(1100ms); // longer than a connection is trusted unasked
    { auto rested = pool.borrow(); }
    CHECK(questions == 1);
}
