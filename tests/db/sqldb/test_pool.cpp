// SPDX-License-Identifier: MIT
#include "proxied.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/background.hpp>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/wait_until.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::background;
using dunlin::test::caught;
using dunlin::test::test_database;
using dunlin::test::wait_until;

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
        pid = first->backend_pid(); // returned last
    }
    CHECK(pool.borrow()->backend_pid() == pid);
    wait_until([&] { return pool.open_count() == 1; });
    CHECK(pool.idle_count() == 1);
    CHECK(pool.statistics().closed == 1);
    CHECK(pool.borrow()->backend_pid() == pid);
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT 1") == 1);
}

TEST_CASE("an exhausted pool names its limit and how long it waited") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 2), {.wait_limit = 20ms});
    auto first = pool.borrow();
    auto second = pool.borrow();
    const auto problem = caught<error>([&] { pool.borrow(); });
    CHECK(problem.kind() == error_kind::connection);
    const std::string begin = "all 2 connections of the pool (max_open) are in use; waited ";
    REQUIRE_MESSAGE(problem.message().starts_with(begin), problem.message());
    // A busy machine lets the wait last longer than its limit, never shorter.
    CHECK(std::stoi(problem.message().substr(begin.size())) >= 20);
    CHECK(problem.message().ends_with(" ms"));
}

TEST_CASE("a connection that died while idle is replaced") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 1));
    const int pid = pool.borrow()->backend_pid();
    sqldb::connection admin(database.config());
    dunlin::test::end_session(admin, pid);
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT pg_backend_pid()") != pid);
    const auto all = pool.statistics();
    CHECK(all.open == 1);
    CHECK(all.opened == 2);
    CHECK(all.closed == 1);
    CHECK(all.lent == 2);
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
    sqldb::pool pool(settings, {.wait_limit = 1ms});
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

TEST_CASE("max_open alone is enough") {
    const test_database database;
    auto settings = database.config();
    settings.max_open = 1;
    sqldb::pool pool(settings);
    { auto only = pool.borrow(); }
    CHECK(pool.idle_count() == 1);
}

TEST_CASE("a returned connection goes to the thread that waits, whatever max_idle") {
    const test_database database;
    for (const int max_idle : {0, 1, 8}) {
        CAPTURE(max_idle);
        sqldb::pool pool(limited(database, max_idle, 8), {.wait_limit = 60s});
        std::vector<sqldb::pool::lease> first;
        for (int i = 0; i < 8; ++i) {
            first.push_back(pool.borrow());
        }
        std::atomic<int> done{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 16; ++i) {
            threads.emplace_back([&] {
                for (int round = 0; round < 100; ++round) {
                    done += sqldb::query_value<std::int32_t>(pool, "SELECT 1");
                }
            });
        }
        wait_until([&] { return pool.statistics().waiting == 16; });
        first.clear();
        for (auto& thread : threads) {
            thread.join();
        }
        const auto all = pool.statistics();
        CHECK(done == 1600);
        CHECK(all.lent == 1608);
        CHECK(all.opened <= 16);
        CHECK(all.waited >= 16);
        CHECK(all.wait_time > 0us);
        CHECK(all.opened - all.closed == all.open);
        wait_until([&] { return pool.idle_count() <= static_cast<std::size_t>(max_idle); });
    }
}

TEST_CASE("those who wait are served in the order in which they came") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 1), {.wait_limit = 60s});
    std::mutex mutex;
    std::vector<int> order;
    std::vector<std::thread> threads;
    {
        auto lent = pool.borrow();
        for (std::size_t i = 0; i < 4; ++i) {
            threads.emplace_back([&, i] {
                auto own = pool.borrow();
                const std::lock_guard lock(mutex);
                order.push_back(static_cast<int>(i));
            });
            wait_until([&] { return pool.statistics().waiting == i + 1; });
        }
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(order == std::vector{0, 1, 2, 3});
}

TEST_CASE("a session is reset between two leases where that was asked for") {
    const test_database database;
    for (const bool resets : {false, true}) {
        CAPTURE(resets);
        sqldb::pool pool(limited(database, 1, 1), {.reset_sessions = resets});
        const int pid = [&] {
            auto lent = pool.borrow();
            lent->run_script("SET work_mem = '5MB'; CREATE TEMP TABLE secret (n int)");
            return lent->backend_pid();
        }();
        auto next = pool.borrow();
        CHECK(next->backend_pid() == pid);
        const auto work_mem = sqldb::query_value<std::string>(*next, "SHOW work_mem");
        CHECK((work_mem == "5MB") == !resets);
        CHECK(sqldb::query_value<bool>(*next, "SELECT to_regclass('secret') IS NULL") == resets);
    }
}

TEST_CASE("a pool that is shut down lends nothing, and waits for what it has lent") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 2), {.wait_limit = 60s});
    std::optional<sqldb::pool::lease> lent(pool.borrow());
    CHECK_FALSE(pool.shutdown(20ms));
    CHECK(caught<error>([&] { pool.borrow(); }).message() == "the pool was shut down");
    std::thread user([&] {
        std::this_thread::sleep_for(20ms);
        lent.reset();
    });
    CHECK(pool.shutdown(60s));
    user.join();
    CHECK(pool.open_count() == 0);
}

TEST_CASE("a shutdown closes what is idle at once") {
    const test_database database;
    sqldb::pool pool(limited(database, 2, 2));
    {
        const auto first = pool.borrow();
        const auto second = pool.borrow();
    }
    CHECK(pool.idle_count() == 2);
    CHECK(pool.shutdown(0ms));
    CHECK(pool.open_count() == 0);
    CHECK(pool.statistics().closed == 2);
}

TEST_CASE("a shutdown closes what is idle before it waits for what is lent") {
    const test_database database;
    sqldb::pool pool(limited(database, 2, 2));
    bool has_ended = false;
    // Joined after the lease has ended, also when what is waited for does not happen.
    std::optional<background> closing;
    std::optional<sqldb::pool::lease> lent(pool.borrow());
    { const auto idle = pool.borrow(); }
    closing.emplace([&] { has_ended = pool.shutdown(60s); });
    sqldb::connection admin(database.config());
    wait_until([&] {
        return sqldb::query_value<bool>(
            admin, "SELECT count(*) = 2 FROM pg_stat_activity WHERE datname = current_database() "
                   "AND backend_type = 'client backend'");
    });
    lent.reset();
    CHECK(closing->join() == "");
    CHECK(has_ended);
}

TEST_CASE(
    "a call's deadline covers the check and the replacement of a connection that has rested") {
    const test_database database;
    std::atomic<bool> is_silent{false};
    const proxied server(database, [&](const dunlin::test::wire_message&) {
        return is_silent ? dunlin::test::verdict::stall : dunlin::test::verdict::forward;
    });
    auto settings = server.settings();
    settings.connect_timeout = 60s;
    settings.statement_timeout = 60s;
    sqldb::pool pool(settings);
    { const auto rested = pool.borrow(); }
    std::this_thread::sleep_for(1100ms); // longer than a connection is trusted unasked
    is_silent = true;
    const auto begin = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(sqldb::exec(pool, "SELECT 1", {}, sqldb::within(100ms)), error);
    // Far below the limits of the session, which would hold otherwise.
    CHECK(std::chrono::steady_clock::now() - begin < 30s);
    is_silent = false;
}

TEST_CASE("a shutdown cancels running statements, and ends the wait of those who want a lease") {
    const test_database database;
    sqldb::pool pool(limited(database, 1, 1), {.wait_limit = 60s});
    std::optional<error> running;
    std::optional<error> waiting;
    std::thread worker(
        [&] { running = caught<error>([&] { sqldb::exec(pool, "SELECT pg_sleep(60)"); }); });
    wait_until([&] { return pool.statistics().lent == 1; });
    std::thread other([&] { waiting = caught<error>([&] { pool.borrow(); }); });
    wait_until([&] { return pool.statistics().waiting == 1; });
    sqldb::connection admin(database.config());
    wait_until([&] {
        return sqldb::query_value<bool>(
            admin, "SELECT count(*) = 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' "
                   "AND state = 'active' AND datname = current_database()");
    });
    CHECK(pool.shutdown(60s, true));
    worker.join();
    other.join();
    REQUIRE(running);
    CHECK(running->kind() == error_kind::cancelled);
    REQUIRE(waiting);
    CHECK(waiting->message() == "the pool was shut down");
}

TEST_CASE("many threads share a few connections") {
    const test_database database;
    sqldb::pool pool(limited(database, 2, 3), {.wait_limit = 60s});
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
    wait_until([&] { return pool.idle_count() <= 2; });
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

TEST_CASE("a connection that has rested for long and does not answer is replaced") {
    const test_database database;
    const proxied server(database, [&](const dunlin::test::wire_message& message) {
        const bool asks = message.from == dunlin::test::sender::client && message.type == 'P' &&
                          message.body.find("SELECT true") != std::string_view::npos;
        return asks ? dunlin::test::verdict::cut_before : dunlin::test::verdict::forward;
    });
    sqldb::pool pool(server.settings());
    const int pid = pool.borrow()->backend_pid();
    std::this_thread::sleep_for(1100ms); // longer than a connection is trusted unasked
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT pg_backend_pid()") != pid);
    CHECK(pool.statistics().closed == 1);
}
