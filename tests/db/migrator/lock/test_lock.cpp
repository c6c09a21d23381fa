// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/sqldb/error.hpp>

#include <doctest/doctest.h>
#include <support/background.hpp>
#include <support/caught.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>
#include <support/server_version.hpp>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

using namespace dunlin::migrator;
using namespace std::chrono_literals;
using dunlin::sqldb::sql_error;
using dunlin::test::background;
using dunlin::test::caught;
using migrator_test::project;
using migrator_test::recording_observer;

namespace {

/// Holds a lock of a table until let go.
struct table_holder {
    explicit table_holder(const project& p, const std::string& sql) : db(p.database.config()) {
        db.run_script("SET application_name = 'the holder'; BEGIN; " + sql);
    }
    void let_go() { db.run_script("COMMIT"); }
    dunlin::sqldb::connection db;
};

/// What it threw, or nothing.
std::string caught_or_nothing(const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& problem) {
        return problem.what();
    }
    return {};
}

/// Those of this test's database only: other tests run beside it.
constexpr auto advisory_locks = " FROM pg_locks WHERE locktype = 'advisory' AND database = "
                                "(SELECT oid FROM pg_database WHERE datname = current_database())";

} // namespace

TEST_CASE("a table lock that is not obtained is tried again, naming who holds it") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "CREATE TABLE u ();\nALTER TABLE t ADD b int;");
    table_holder holder(p, "LOCK TABLE t IN ACCESS SHARE MODE");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    settings.lock.timeout = 1200ms;
    seen.when_retrying = [&] {
        if (seen.retries.size() == 1) {
            holder.let_go();
        }
    };
    up(settings);
    REQUIRE(seen.retries.size() == 1);
    CHECK(seen.retries[0].find("55P03 pid ") == 0);
    CHECK(seen.retries[0].find("the holder as ") != std::string::npos);
    REQUIRE_FALSE(seen.sessions.empty());
    const session_info& blocker = seen.sessions[0];
    CHECK(blocker.state == "idle in transaction");
    CHECK(blocker.describe().find(", idle in transaction since 2") != std::string::npos);
    CHECK(blocker.query.find("LOCK TABLE t IN ACCESS SHARE MODE") != std::string::npos);
    CHECK(blocker.termination() ==
          "SELECT pg_terminate_backend(" + std::to_string(blocker.pid) + ")");
    CHECK(p.applied() == "1");
}

TEST_CASE("after all retries the error names the place and who held the lock") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "SELECT 1;\nALTER TABLE t ADD b int;");
    const table_holder holder(p, "LOCK TABLE t IN ACCESS SHARE MODE");
    settings settings = p.settings();
    settings.lock.timeout = 900ms;
    settings.lock.retries = 1;
    const auto problem = caught<sql_error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::lock_not_available);
    CHECK(problem.where()->line == 2);
    CHECK(problem.detail.find("AccessExclusiveLock on t was held by pid ") == 0);
    CHECK(problem.hint().find("tried 2 times; end what holds the lock with SELECT "
                              "pg_terminate_backend(") == 0);
    CHECK(problem.aftermath == "Migration 1 was not applied.");
    CHECK(p.applied() == "");
}

TEST_CASE("secrets of a blocking session's statement are hidden, and a prepared one has no pid") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "ALTER TABLE t ADD b int;");
    table_holder holder(p, "LOCK TABLE t; SET LOCAL my.password = 'hunter2'");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    settings.lock.timeout = 1200ms;
    seen.when_retrying = [&] { holder.let_go(); };
    up(settings);
    REQUIRE_FALSE(seen.sessions.empty());
    CHECK(seen.sessions[0].query.find("hunter2") == std::string::npos);
    CHECK(seen.sessions[0].query.find("my.password = '***'") != std::string::npos);
    const session_info prepared{};
    CHECK(prepared.describe() == "a prepared transaction (listed in pg_prepared_xacts)");
    CHECK(prepared.termination().empty());
}

TEST_CASE("an error that will not change is not tried again") {
    const project p;
    p.write("1_a.sql", "SELECT 1/0;");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    CHECK_THROWS(up(settings));
    CHECK(seen.retries.empty());
}

TEST_CASE("a second runner waits for the first and names it, also while an index is built") {
    const project p;
    p.execute("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 1000)");
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);");
    // The first runner's index has to wait for this transaction's end.
    table_holder old_snapshot(p, "INSERT INTO t VALUES (0)");
    background first([&] {
        settings settings = p.settings();
        settings.database.application_name = "first runner";
        up(settings);
    });
    p.await("SELECT count(*)::text FROM pg_stat_progress_create_index");
    recording_observer seen;
    settings options = p.settings();
    options.watcher = &seen;
    options.lock.wait = 60s;
    seen.when_waiting = [&] {
        if (seen.waits.size() == 1) {
            old_snapshot.let_go();
        }
    };
    CHECK(up(options).applied.empty());
    CHECK(first.join() == "");
    REQUIRE_FALSE(seen.waits.empty());
    CHECK(seen.waits[0].find("first runner as ") != std::string::npos);
    CHECK(seen.holders[0].state == "active");
    CHECK(seen.holders[0].query == "up 1");
    CHECK(p.applied() == "1");
}

TEST_CASE("the server's idle_session_timeout does not end a runner that waits") {
    if (!dunlin::test::has_version(14, "idle_session_timeout")) {
        return;
    }
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.execute("ALTER DATABASE " + p.database.name() + " SET idle_session_timeout = '3s'");
    p.write("1_a.sql", "ALTER TABLE t ADD b int;");
    settings options = p.settings();
    options.lock.timeout = 0ms;
    options.lock.wait = 10min;
    table_holder holder(p, "SET idle_session_timeout = 0; LOCK TABLE t IN ACCESS SHARE MODE");
    background first([&] { up(options); });
    p.await("SELECT count(*)::text FROM pg_locks WHERE NOT granted AND relation = 't'::regclass "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    recording_observer seen;
    settings other = options;
    other.watcher = &seen;
    seen.when_waiting = [&] {
        // Reported every five seconds.
        if (seen.waits.size() == 2) {
            holder.let_go();
        }
    };
    CHECK(up(other).applied.empty());
    CHECK(first.join() == "");
    CHECK(p.applied() == "1");
}

TEST_CASE("a runner that may not wait is locked out, naming the holder") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "-- dunlin:lock-timeout 10min\nALTER TABLE t ADD b int;");
    table_holder holder(p, "LOCK TABLE t IN ACCESS SHARE MODE");
    background first([&] { up(p.settings()); });
    p.await("SELECT count(*)::text" + std::string(advisory_locks));
    settings settings = p.settings();
    settings.lock.wait = 0ms;
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    holder.let_go();
    CHECK(first.join() == "");
    CHECK(problem.kind() == dunlin::error_kind::locked);
    CHECK(problem.message().find("another run is in progress on dunlin.migrations: pid ") == 0);
    CHECK(problem.hint().find("--lock-wait, or end that run with SELECT pg_terminate_backend(") !=
          std::string::npos);
}

TEST_CASE("the runner lock is free when a run returns, however late its sessions end") {
    const project p;
    const dunlin::test::temporary_folder sockets;
    const dunlin::test::proxy wire(
        dunlin::test::server_socket(), sockets.path(), [](const dunlin::test::wire_message& seen) {
            if (seen.from == dunlin::test::sender::client && seen.type == 'X') {
                std::this_thread::sleep_for(300ms);
            }
            return dunlin::test::verdict::forward;
        });
    settings first = p.settings();
    first.database.host = wire.host();
    first.database.port = 5432;
    settings second = p.settings();
    second.lock.wait = 0ms;
    p.write("1_a.sql", "CREATE TABLE a ();");
    up(first);
    p.write("2_b.sql", "CREATE TABLE b ();");
    CHECK(up(second).applied.size() == 1);
    p.write("3_c.sql", "SELECT 1/0;");
    CHECK_THROWS(up(first));
    p.write("3_c.sql", "CREATE TABLE c ();");
    CHECK(up(second).applied.size() == 1);
}

TEST_CASE("many runners at once on an empty database apply each migration exactly once") {
    const project p;
    p.execute("CREATE TABLE counter (version int)");
    for (int i = 1; i <= 50; ++i) {
        p.write(std::to_string(i) + "_x.sql",
                "INSERT INTO counter VALUES (" + std::to_string(i) + ");");
    }
    constexpr int count = 32;
    std::atomic<int> finished = 0;
    std::mutex writing;
    std::string problems;
    std::vector<std::jthread> runners;
    for (int i = 0; i < count; ++i) {
        runners.emplace_back([&] {
            settings settings = p.settings();
            settings.lock.wait = 120s;
            try {
                up(settings);
                ++finished;
            } catch (const dunlin::error& problem) {
                const std::lock_guard lock(writing);
                problems += problem.message() + "\n";
            }
        });
    }
    for (auto& runner : runners) {
        runner.join();
    }
    CHECK(problems == "");
    CHECK(finished == count);
    CHECK(p.ask("SELECT count(*)::text || ' ' || count(DISTINCT version)::text FROM counter") ==
          "50 50");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.migrations") == "50");
}

TEST_CASE("a run whose lock connection dies stops before its next commit") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_kill.sql", "CREATE TABLE b ();\n" + std::string(migrator_test::end_lock_session));
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::locked);
    CHECK(problem.message() == "the connection that held the runner lock was lost");
    CHECK(p.applied() == "1");
    CHECK_FALSE(p.has_table("b"));
}

TEST_CASE("all in one transaction is everything or nothing") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "COPY a FROM stdin;\n\\.\nSELECT 1;");
    p.write("3_c.sql", "CREATE TABLE c ();\nSELECT 1/0;");
    const auto problem = caught<sql_error>([&] { up(p.settings(), {{}, false, true}); });
    CHECK(problem.where()->line == 2);
    CHECK(problem.aftermath ==
          "Everything was rolled back: all migrations were to run in one transaction.");
    CHECK(problem.applied.empty());
    CHECK_FALSE(p.has_table("a"));
    p.write("3_c.sql", "CREATE TABLE c ();");
    CHECK(up(p.settings(), {{}, false, true}).applied.size() == 3);
    CHECK(p.ask("SELECT count(DISTINCT xmin::text)::text FROM dunlin.migrations") == "1");
    p.write("4_d.sql", "VACUUM;");
    CHECK(caught<dunlin::error>([&] {
              up(p.settings(), {{}, false, true});
          }).kind() == dunlin::error_kind::usage);
}

TEST_CASE("a migration's own lock timeout counts, not that of the run") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "-- dunlin:lock-timeout 60s\nALTER TABLE t ADD b int;");
    table_holder holder(p, "LOCK TABLE t IN ACCESS SHARE MODE");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    settings.lock.timeout = 100ms;
    settings.lock.retries = 0;
    background releasing([&] {
        p.await("SELECT count(*)::text FROM pg_locks WHERE NOT granted AND relation = "
                "'t'::regclass AND mode = 'AccessExclusiveLock'");
        std::this_thread::sleep_for(500ms);
        holder.let_go();
    });
    const auto problem = caught_or_nothing([&] { up(settings); });
    CHECK(releasing.join() == "");
    CHECK(problem == "");
    CHECK(p.applied() == "1");
}

TEST_CASE("a migration's own statement timeout ends what takes longer") {
    const project p;
    p.write("1_a.sql", "-- dunlin:statement-timeout 200ms\nSELECT pg_sleep(30);");
    const auto problem = caught<sql_error>([&] { up(p.settings()); });
    CHECK(problem.sqlstate == "57014");
    CHECK(p.applied() == "");
}

TEST_CASE("a run whose lock was lost, and whose statement the next run cancelled, says so") {
    const project p;
    p.execute("CREATE TABLE pace AS SELECT true AS hold");
    p.write("1_a.sql", "SELECT pg_sleep(300) FROM pace WHERE hold;");
    for (const bool in_one : {false, true}) {
        CAPTURE(in_one);
        std::optional<dunlin::error> seen;
        background first([&] {
            try {
                up(p.settings(), {{}, false, in_one});
            } catch (const dunlin::error& problem) {
                seen = problem;
            }
        });
        p.await("SELECT count(*)::text FROM pg_stat_activity WHERE datname = "
                "current_database() AND wait_event = 'PgSleep'");
        p.execute("SELECT pg_terminate_backend(pid)" + std::string(advisory_locks) +
                  " AND granted AND pid <> pg_backend_pid()");
        p.execute("UPDATE pace SET hold = false"); // for the second; the first sleeps already
        up(p.settings());
        CHECK(first.join() == "");
        REQUIRE(seen);
        CHECK(seen->kind() == dunlin::error_kind::locked);
        CHECK(seen->message() == "the connection that held the runner lock was lost");
        p.execute("DELETE FROM dunlin.migrations; UPDATE pace SET hold = true");
    }
}
