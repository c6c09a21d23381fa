// SPDX-License-Identifier: MIT
// Nothing that a server does, or leaves undone, holds whoever has a limit or is told to stop.
#include "cancellation.hpp"
#include "proxied.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <poll.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/endless_handshake.hpp>
#include <support/wait_until.hpp>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <thread>
#include <utility>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::endless_handshake;
using dunlin::test::handshake_fault;
using dunlin::test::test_database;
using std::chrono::steady_clock;

namespace {

/// What a command has to end after it was told to, and what a busy machine may need on top.
constexpr auto longest = 8s + 22s;

/// What the call throws, which it does in time.
error ends(const std::function<void()>& call) {
    const auto begun = steady_clock::now();
    auto problem = caught<error>(call);
    CHECK(steady_clock::now() - begun < longest);
    return problem;
}

/// A statement that sends notices without end, whose cancel request never arrives.
constexpr const char* notices = "DO $$BEGIN LOOP RAISE NOTICE 'x'; END LOOP; END$$";
// In the select list, where the server makes them one by one.
constexpr const char* rows = "SELECT repeat('x', 100), generate_series(1, 1000000000)";

/// A server behind a proxy that drops cancel requests.
class deaf_server {
public:
    explicit deaf_server(test::proxy::hook hook = {}) : between_(database_, std::move(hook)) {
        between_.server().swallow_cancel_requests();
        settings = between_.settings();
        settings.cancel_timeout = 200ms;
    }
    sqldb::config settings;
    /// Past the proxy.
    [[nodiscard]] sqldb::config direct() const { return database_.config(); }

private:
    test_database database_;
    proxied between_;
};

} // namespace

TEST_CASE("a handshake without end ends with the time limit and with a stop") {
    for (const auto fault : {handshake_fault::no_answer, handshake_fault::tls_without_end,
                             handshake_fault::endless_parameters}) {
        CAPTURE(static_cast<int>(fault));
        const endless_handshake server(fault);
        sqldb::config settings;
        settings.url = server.url();
        settings.connect_timeout = 50ms;
        CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::connection);

        settings.connect_timeout = 0ms;
        settings.until = steady_clock::now() + 50ms;
        CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::connection);
        settings.until.reset();

        interruption stop;
        settings.stop = &stop;
        std::thread helper([&] {
            server.wait_for_client();
            stop.request(SIGTERM);
        });
        CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::interrupted);
        helper.join();
    }
}

TEST_CASE("a limit for statements holds for connecting too, three seconds later") {
    const endless_handshake server(handshake_fault::no_answer);
    sqldb::config settings;
    settings.url = server.url() + "&connect_timeout=3600";
    settings.statement_timeout = 10ms;
    CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::connection);
}

TEST_CASE("hosts whose names are looked up hold nobody either") {
    const endless_handshake server(handshake_fault::no_answer);
    interruption stop;
    sqldb::config settings;
    settings.url = server.url();
    settings.url.replace(settings.url.find("127.0.0.1"), 9, "localhost");
    settings.connect_timeout = 50ms;
    CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::connection);
    settings.url += "&target_session_attrs=primary";
    CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::connection);
    settings.connect_timeout = 0ms;
    settings.stop = &stop;
    std::thread helper([&] {
        server.wait_for_client();
        stop.request(SIGTERM);
    });
    CHECK(ends([&] { sqldb::connection{settings}; }).kind() == error_kind::interrupted);
    helper.join();
}

TEST_CASE("a flood of notices ends with the time limit, though no cancel request arrives") {
    deaf_server server;
    server.settings.statement_timeout = 50ms;
    sqldb::connection db(server.settings);
    CHECK(ends([&] { db.run_script(notices); }).kind() == error_kind::timed_out);
    CHECK_FALSE(db.is_open());
}

TEST_CASE("rows without end end with the time limit, though no cancel request arrives") {
    deaf_server server;
    server.settings.statement_timeout = 50ms;
    sqldb::connection db(server.settings);
    CHECK(ends([&] { db.stream(rows, {}, [](const sqldb::row&) {}); }).kind() ==
          error_kind::timed_out);
    CHECK_FALSE(db.is_open());
    sqldb::connection copying(server.settings);
    CHECK(ends([&] {
              sqldb::copy_out(copying, "COPY (" + std::string(rows) + ") TO STDOUT",
                              [](std::string_view) {});
          }).kind() == error_kind::timed_out);
}

TEST_CASE("a stop ends a statement that no cancel request reaches") {
    deaf_server server;
    interruption stop;
    server.settings.stop = &stop;
    sqldb::connection db(server.settings);
    std::thread helper([&] {
        sqldb::connection watcher(server.direct());
        dunlin::test::wait_until([&] {
            return sqldb::query_value<bool>(
                watcher,
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = :pid::int AND "
                "wait_event = 'PgSleep')",
                {{"pid", db.backend_pid()}});
        });
        stop.request(SIGTERM);
    });
    CHECK(ends([&] { db.run("SELECT pg_sleep(3600)", {}); }).kind() == error_kind::interrupted);
    helper.join();
}

TEST_CASE("whoever wants no more rows is not held by a server that goes on") {
    deaf_server server;
    sqldb::connection db(server.settings);
    const auto begun = steady_clock::now();
    CHECK_THROWS_AS(db.stream(rows, {}, [](const sqldb::row&) { throw std::runtime_error(""); }),
                    std::runtime_error);
    CHECK(steady_clock::now() - begun < longest);
}

TEST_CASE("a COPY to a server that reads nothing ends with the time limit") {
    deaf_server server([](const test::wire_message& message) {
        return message.type == 'd' ? test::verdict::stall : test::verdict::forward;
    });
    server.settings.statement_timeout = 100ms;
    sqldb::connection db(server.settings);
    db.run_script("CREATE TEMPORARY TABLE t (line text)");
    const std::string line = std::string(1000, 'x') + "\n";
    CHECK(ends([&] {
              sqldb::copy_in into(db, "COPY t FROM STDIN");
              for (;;) {
                  into.write(line);
              }
          }).kind() == error_kind::timed_out);
}

TEST_CASE("a COMMIT that is not answered in time leaves the outcome in doubt") {
    deaf_server server([](const test::wire_message& message) {
        return message.type == 'Q' && message.body.substr(0, 6) == "COMMIT"
                   ? test::verdict::stall
                   : test::verdict::forward;
    });
    server.settings.statement_timeout = 200ms;
    sqldb::connection db(server.settings);
    sqldb::transaction change(db);
    CHECK(ends([&] { change.commit(); }).kind() == error_kind::in_doubt);
}

TEST_CASE("a ROLLBACK that is not answered gives the session up") {
    deaf_server server([](const test::wire_message& message) {
        return message.type == 'Q' && message.body.substr(0, 8) == "ROLLBACK"
                   ? test::verdict::stall
                   : test::verdict::forward;
    });
    server.settings.statement_timeout = 200ms;
    sqldb::connection db(server.settings);
    const auto begun = steady_clock::now();
    { sqldb::transaction change(db); }
    CHECK(steady_clock::now() - begun < longest);
    CHECK_FALSE(db.is_open());
}

TEST_CASE("blocks that are open on a session that is given up end without a word") {
    deaf_server server([](const test::wire_message& message) {
        const bool is_rollback = message.type == 'Q' && message.body.substr(0, 8) == "ROLLBACK";
        return message.type == 'd' || is_rollback ? test::verdict::stall : test::verdict::forward;
    });
    server.settings.statement_timeout = 200ms;
    const auto begun = steady_clock::now();
    for (const bool copies : {true, false}) {
        sqldb::connection db(server.settings);
        db.run_script("CREATE TEMPORARY TABLE t (line text)");
        CHECK(ends([&] {
                  sqldb::transaction change(db);
                  sqldb::savepoint outer(change);
                  sqldb::savepoint inner(change);
                  if (!copies) {
                      db.run("SELECT pg_sleep(3600)", {});
                  }
                  sqldb::copy_in into(db, "COPY t FROM STDIN");
                  for (;;) {
                      into.write(std::string(1000, 'x') + "\n");
                  }
              }).kind() == error_kind::timed_out);
        CHECK_FALSE(db.is_open());
        CHECK(ends([&] { db.run("SELECT 1", {}); }).kind() == error_kind::connection);
    }
    CHECK(steady_clock::now() - begun < longest);
}

TEST_CASE("another thread's cancel request returns, though nobody answers it") {
    deaf_server server;
    sqldb::connection db(server.settings);
    const auto begun = steady_clock::now();
    db.cancel();
    CHECK(steady_clock::now() - begun < longest);
    CHECK(db.is_open());
}

TEST_CASE("the socket is shut down under a call that blocks on it") {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    const int done = ::eventfd(0, EFD_CLOEXEC);
    std::thread blocked([&] {
        char byte = 0;
        // Nobody ever writes: only the end of the socket ends this.
        CHECK(::recv(ends[0], &byte, 1, 0) == 0);
    });
    const sqldb::cancel_request nobody;
    sqldb::cancellation cancelling(ends[0], nobody, {nullptr, 20ms, 20ms, {}});
    CHECK_FALSE(cancelling.await(done, POLLIN));
    CHECK(cancelling.reason() == sqldb::wake::timed_out);
    blocked.join();
    ::close(ends[0]);
    ::close(ends[1]);
    ::close(done);
}
