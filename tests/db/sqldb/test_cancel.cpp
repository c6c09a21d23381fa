// SPDX-License-Identifier: MIT
#include "patient.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/wait_until.hpp>

#include <csignal>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::patient;
using dunlin::test::test_database;

namespace {

constexpr const char* wait_forever = "SELECT pg_sleep(3600)";

/// Calls back, in another thread, once the session waits inside pg_sleep.
template <class Call>
std::thread when_asleep(const test_database& database, int backend_pid, Call call) {
    return std::thread([&database, backend_pid, call] {
        sqldb::connection watcher(database.config());
        dunlin::test::wait_until([&] {
            return sqldb::query_value<bool>(
                watcher,
                "SELECT coalesce(bool_or(wait_event = 'PgSleep'), false) FROM pg_stat_activity"
                " WHERE pid = :pid::int",
                {{"pid", backend_pid}});
        });
        call();
    });
}

/// Of this process, now.
std::size_t count_threads() {
    const std::filesystem::directory_iterator tasks("/proc/self/task");
    return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

/// How many threads there are while the server sends a notice from inside a statement.
std::size_t threads_while_running(sqldb::config settings) {
    std::size_t threads = 0;
    settings.on_notice = [&](const sqldb::notice&) { threads = count_threads(); };
    sqldb::connection db(settings);
    sqldb::transaction change(db);
    sqldb::exec(change, "DO $$BEGIN RAISE NOTICE 'running'; END$$");
    change.commit();
    return threads;
}

} // namespace

TEST_CASE("a statement has a thread that watches it only where something can end it") {
    const test_database database;
    const std::size_t thread_count = count_threads();
    auto settings = patient(database);
    CHECK(threads_while_running(settings) == thread_count);
    settings.statement_timeout = 1h;
    CHECK(threads_while_running(settings) == thread_count + 1);
    settings.statement_timeout = 0ms;
    const interruption stop;
    settings.stop = &stop;
    CHECK(threads_while_running(settings) == thread_count + 1);
    CHECK(count_threads() == thread_count);
}

TEST_CASE("a stop cancels the running statement on the server") {
    const test_database database;
    interruption stop;
    auto settings = patient(database);
    settings.stop = &stop;
    sqldb::connection db(settings);
    auto helper = when_asleep(database, db.backend_pid(), [&] { stop.request(SIGTERM); });
    const auto problem = caught<error>([&] { db.run(wait_forever, {}); });
    helper.join();
    CHECK(problem.kind() == error_kind::interrupted);
    CHECK(problem.signal == SIGTERM);
    CHECK(db.is_open());
    // The server is done with the statement, and nothing is sent any more.
    sqldb::connection other(database.config());
    CHECK(sqldb::query_value<std::string>(
              other, "SELECT state FROM pg_stat_activity WHERE pid = :pid::int",
              {{"pid", db.backend_pid()}}) == "idle");
    CHECK(caught<error>([&] { db.run("SELECT 1", {}); }).kind() == error_kind::interrupted);
}

TEST_CASE("a statement that takes too long is cancelled, and the session goes on") {
    const test_database database;
    auto settings = patient(database);
    settings.statement_timeout = 20ms;
    sqldb::connection db(settings);
    const auto problem = caught<error>([&] { db.run(wait_forever, {}); });
    CHECK(problem.kind() == error_kind::timed_out);
    CHECK(problem.message().find("20 ms") != std::string::npos);
    const auto in_script = caught<error>([&] { db.run_script(wait_forever); });
    CHECK(in_script.kind() == error_kind::timed_out);
    CHECK(db.run("SELECT 1", {}).size() == 1);
}

TEST_CASE("another thread may cancel; that is the server's error 57014") {
    const test_database database;
    sqldb::connection db(patient(database));
    auto helper = when_asleep(database, db.backend_pid(), [&] { db.cancel(); });
    const auto problem = caught<sqldb::sql_error>([&] { db.run(wait_forever, {}); });
    helper.join();
    CHECK(problem.kind() == error_kind::cancelled);
    CHECK(problem.sqlstate == "57014");
}

TEST_CASE("the server's own statement_timeout is its error, not ours") {
    const test_database database;
    sqldb::connection db(patient(database));
    db.run("SET statement_timeout = '20ms'", {});
    const auto problem = caught<sqldb::sql_error>([&] { db.run(wait_forever, {}); });
    CHECK(problem.kind() == error_kind::cancelled);
}

TEST_CASE("a transaction that is interrupted is rolled back") {
    const test_database database;
    interruption stop;
    auto settings = patient(database);
    settings.stop = &stop;
    sqldb::connection db(settings);
    db.run_script("CREATE TABLE t (n int)");
    auto helper = when_asleep(database, db.backend_pid(), [&] { stop.request(SIGINT); });
    const auto problem = caught<error>([&] {
        db.run_script("BEGIN; INSERT INTO t VALUES (1)");
        db.run(wait_forever, {});
    });
    helper.join();
    CHECK(problem.kind() == error_kind::interrupted);
    CHECK(db.in_transaction());
}

TEST_CASE("a stop ends a COPY that is being written") {
    const test_database database;
    interruption stop;
    auto settings = patient(database);
    settings.stop = &stop;
    sqldb::connection db(settings);
    db.run_script("CREATE TABLE t (n int)");
    {
        sqldb::copy_in into(db, "COPY t FROM STDIN");
        into.write("1\n");
        stop.request(SIGINT);
        CHECK(caught<error>([&] { into.write("2\n"); }).kind() == error_kind::interrupted);
    }
    sqldb::connection other(database.config());
    CHECK(sqldb::query_value<std::int64_t>(other, "SELECT count(*) FROM t") == 0);
}
