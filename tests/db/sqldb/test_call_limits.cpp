// SPDX-License-Identifier: MIT
#include "patient.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/wait_until.hpp>

#include <chrono>
#include <csignal>
#include <thread>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::patient;
using dunlin::test::test_database;
using dunlin::test::wait_until;

TEST_CASE("a call's deadline ends that call alone") {
    const test_database database;
    sqldb::connection db(patient(database));
    const auto problem =
        caught<error>([&] { sqldb::exec(db, "SELECT pg_sleep(300)", {}, sqldb::within(50ms)); });
    CHECK(problem.kind() == error_kind::timed_out);
    CHECK(caught<error>([&] {
              db.stream(
                  "SELECT pg_sleep(300)", {}, [](const sqldb::row&) {}, sqldb::within(50ms));
          }).kind() == error_kind::timed_out);
    CHECK(db.is_open());
    CHECK(sqldb::query_value<std::string>(db, "SELECT pg_sleep(0.1)::text") == "");
}

TEST_CASE("a call in a transaction and in a pool has its deadline too") {
    const test_database database;
    auto settings = patient(database);
    settings.max_open = 1;
    sqldb::pool pool(settings, {.wait_limit = 60s});
    const auto timed_out = [](sqldb::executor& db) {
        const auto run = caught<error>(
            [&] { sqldb::exec(db, "SELECT pg_sleep(300)", {}, sqldb::within(50ms)); });
        return run.kind() == error_kind::timed_out;
    };
    const auto stream_timed_out = [](sqldb::executor& db) {
        const auto stream = caught<error>([&] {
            db.stream(
                "SELECT pg_sleep(300)", {}, [](const sqldb::row&) {}, sqldb::within(50ms));
        });
        return stream.kind() == error_kind::timed_out;
    };
    CHECK(timed_out(pool));
    CHECK(stream_timed_out(pool));
    {
        auto transaction = pool.begin();
        CHECK(stream_timed_out(transaction));
    }
    {
        auto transaction = pool.begin();
        CHECK(timed_out(transaction));
        // The only connection is lent: the wait for it ends at the deadline as well.
        const auto problem = caught<error>([&] { pool.borrow(sqldb::within(50ms)); });
        CHECK(problem.kind() == error_kind::timed_out);
        CHECK(problem.message().starts_with("all 1 connections of the pool (max_open) are in use"));
        const auto begin = std::chrono::steady_clock::now();
        CHECK(caught<error>([&] {
                  sqldb::exec(pool, "SELECT 1", {}, sqldb::within(50ms));
              }).kind() == error_kind::timed_out);
        CHECK(caught<error>([&] {
                  pool.stream(
                      "SELECT 1", {}, [](const sqldb::row&) {}, sqldb::within(50ms));
              }).kind() == error_kind::timed_out);
        CHECK(std::chrono::steady_clock::now() - begin < 30s);
    }
    CHECK(sqldb::query_value<std::int32_t>(pool, "SELECT 1") == 1);
}

TEST_CASE("a call's stop ends that call, and the next one runs") {
    const test_database database;
    sqldb::connection db(patient(database));
    interruption stop;
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        stop.request(SIGTERM);
    });
    sqldb::call_limits limits;
    limits.stop = &stop;
    const auto problem =
        caught<error>([&] { sqldb::exec(db, "SELECT pg_sleep(300)", {}, limits); });
    other.join();
    CHECK(problem.kind() == error_kind::interrupted);
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);
}

TEST_CASE("a stop ends the wait for a connection, whether the call or the pool has it") {
    const test_database database;
    for (const bool of_call : {true, false}) {
        CAPTURE(of_call);
        interruption stop;
        auto settings = patient(database);
        settings.max_open = 1;
        settings.stop = of_call ? nullptr : &stop;
        sqldb::pool pool(settings, {.wait_limit = 60s});
        const auto lent = pool.borrow();
        std::thread other([&] {
            wait_until([&] { return pool.statistics().waiting == 1; });
            stop.request(SIGTERM);
        });
        sqldb::call_limits limits;
        limits.stop = of_call ? &stop : nullptr;
        const auto problem = caught<error>([&] { pool.borrow(limits); });
        other.join();
        CHECK(problem.kind() == error_kind::interrupted);
    }
}

TEST_CASE("a call whose deadline has passed sends nothing") {
    const test_database database;
    sqldb::connection db(patient(database));
    db.run_script("CREATE SEQUENCE calls");
    constexpr auto sql = "SELECT nextval('calls')";
    CHECK(caught<error>([&] { sqldb::exec(db, sql, {}, sqldb::within(-1s)); }).kind() ==
          error_kind::timed_out);
    CHECK(caught<error>([&] {
              db.stream(
                  sql, {}, [](const sqldb::row&) {}, sqldb::within(-1s));
          }).kind() == error_kind::timed_out);
    CHECK(sqldb::query_value<std::int64_t>(db, sql) == 1);
}

TEST_CASE("a status check with a deadline gives up on a server that does not answer") {
    const test_database database;
    sqldb::connection locked(database.config());
    CHECK_NOTHROW(sqldb::status_check(locked, sqldb::within(60s)));
    CHECK(caught<error>([&] { sqldb::status_check(locked, sqldb::within(-1s)); }).kind() ==
          error_kind::timed_out);
    CHECK_NOTHROW(sqldb::status_check(locked));
}
