// SPDX-License-Identifier: MIT
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/environment.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::scoped_variable;
using dunlin::test::test_database;

namespace {

error failure_of(const sqldb::config& settings) {
    return caught<error>([&] { sqldb::connection{settings}; });
}

error failure_of(const std::string& url) {
    sqldb::config settings;
    settings.url = url;
    return failure_of(settings);
}

/// A TCP port of the loopback with a socket that never answers: it is bound, and listens if asked.
class silent_port {
public:
    explicit silent_port(bool listening) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        REQUIRE((!listening || ::listen(socket_, 1) == 0));
        number_ = ntohs(address.sin_port);
    }
    ~silent_port() {
        ::close(connected_);
        ::close(socket_);
    }
    silent_port(const silent_port&) = delete;
    silent_port& operator=(const silent_port&) = delete;
    /// Waits for a connection, which is then left without an answer.
    void accept_one() const { connected_ = ::accept(socket_, nullptr, nullptr); }
    [[nodiscard]] int number() const { return number_; }

private:
    int socket_;
    mutable int connected_ = -1;
    int number_ = 0;
};

} // namespace

TEST_CASE("a refused port is named") {
    const silent_port port(false);
    const auto number = std::to_string(port.number());
    const auto problem = failure_of("postgres://me:secret@127.0.0.1:" + number + "/app");
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message() == "cannot connect to postgres://me@127.0.0.1:" + number +
                                   "/app: no server is listening on host 127.0.0.1, port " +
                                   number);
    CHECK_FALSE(problem.hint().empty());
    // Nothing is said twice.
    CHECK(problem.detail == "");
    const auto two =
        failure_of("postgres://me:secret@127.0.0.1:" + number + ",127.0.0.2:" + number + "/app");
    CHECK(two.detail.find("127.0.0.1") != std::string::npos);
    CHECK(two.detail.find("127.0.0.2") != std::string::npos);
    CHECK(two.detail.find("secret") == std::string::npos);
}

TEST_CASE("a role that does not exist is not blamed on pg_hba.conf") {
    const test_database database;
    auto settings = database.config();
    settings.user = "nosuch_role";
    const auto problem = failure_of(settings);
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message().find("role \"nosuch_role\" does not exist") != std::string::npos);
    CHECK(problem.hint().find("`createuser nosuch_role`") != std::string::npos);
    CHECK(problem.hint().find("pg_hba") == std::string::npos);
}

TEST_CASE("a socket that is not there is named") {
    const auto problem = failure_of("postgres://me@/app?host=/tmp/no-such-folder");
    CHECK(problem.message() ==
          "cannot connect to postgres://me@/app?host=/tmp/no-such-folder: no server is "
          "listening on the socket /tmp/no-such-folder/.s.PGSQL.5432");
}

TEST_CASE("a missing database has its SQLSTATE and the command that makes it") {
    const auto url = dunlin::test::with_database(dunlin::test::server_url(), "dunlin_test_missing");
    const auto problem = failure_of(url);
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.sqlstate == "3D000");
    CHECK(problem.message().find("database \"dunlin_test_missing\" does not exist") !=
          std::string::npos);
    CHECK(problem.hint().find("createdb dunlin_test_missing") != std::string::npos);
    CHECK(problem.detail.find("LOCATION") == std::string::npos);
}

TEST_CASE("a host that nobody knows is named") {
    const auto problem = failure_of("postgres://me@no-such-host.invalid/app");
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message().find("unknown host name \"no-such-host.invalid\"") !=
          std::string::npos);
}

TEST_CASE("a server that says nothing is given up after the connect timeout") {
    const silent_port port(true);
    sqldb::config settings;
    settings.url = "postgres://me@127.0.0.1:" + std::to_string(port.number()) + "/app";
    settings.connect_timeout = 30ms;
    const auto problem = failure_of(settings);
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message().find("no response within 30 ms") != std::string::npos);
}

TEST_CASE("a stop ends the attempt to connect") {
    const silent_port port(true);
    interruption stop;
    sqldb::config settings;
    settings.url = "postgres://me@127.0.0.1:" + std::to_string(port.number()) + "/app";
    settings.stop = &stop;
    settings.connect_timeout = 0ms;
    std::thread helper([&] {
        port.accept_one();
        stop.request(SIGINT);
    });
    CHECK(failure_of(settings).kind() == error_kind::interrupted);
    helper.join();
}

TEST_CASE("the zone of the session is UTC whatever the environment says, which is left alone") {
    const test_database database;
    const scoped_variable zone("PGTZ", "Asia/Tokyo");
    const scoped_variable style("PGDATESTYLE", "German");
    sqldb::connection db(database.config());
    CHECK(db.parameter_status("TimeZone") == "UTC");
    CHECK(sqldb::query_value<std::string>(db, "SELECT date '2026-11-23'") == "2026-11-23");
    CHECK(std::string(std::getenv("PGTZ")) == "Asia/Tokyo");
}

TEST_CASE("a role's own settings of zone and dates do not reach the session") {
    const test_database database;
    sqldb::connection(database.config())
        .run_script("DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Tokyo''', "
                    "current_database()); EXECUTE format('ALTER DATABASE %I SET datestyle = "
                    "''German''', current_database()); END$$");
    sqldb::connection db(database.config());
    CHECK(db.parameter_status("TimeZone") == "UTC");
    CHECK(sqldb::query_value<std::string>(db, "SELECT date '2026-11-23'") == "2026-11-23");
}

TEST_CASE("an application_name in the URL is kept") {
    const test_database database;
    auto settings = database.config();
    settings.url += settings.url.find("://") == std::string::npos ? " application_name=shop"
                    : settings.url.find('?') == std::string::npos ? "?application_name=shop"
                                                                  : "&application_name=shop";
    CHECK(sqldb::connection(settings).parameter_status("application_name") == "shop");
}

TEST_CASE("a session works as the role of its settings, also after a reset") {
    const test_database database;
    auto settings = database.config();
    settings.role = "pg_monitor";
    sqldb::connection db(settings);
    const auto role = [&] { return sqldb::query_value<std::string>(db, "SELECT current_user"); };
    CHECK(role() == "pg_monitor");
    db.run("RESET ROLE", {});
    CHECK(role() != "pg_monitor");
    db.reset_session();
    CHECK(role() == "pg_monitor");
    settings.role = "dunlin_test_missing";
    CHECK(failure_of(settings).message().starts_with(
        "cannot set the role \"dunlin_test_missing\" on postgres://"));
}

TEST_CASE("notices reach the callback") {
    const test_database database;
    auto settings = database.config();
    std::vector<sqldb::notice> seen;
    settings.on_notice = [&](const sqldb::notice& received) { seen.push_back(received); };
    sqldb::connection db(settings);
    db.run_script("DO $$BEGIN RAISE WARNING 'take care' USING HINT = 'slowly'; END$$");
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].severity == "WARNING");
    CHECK(seen[0].message == "take care");
    CHECK(seen[0].hint == "slowly");
}

TEST_CASE("an option that libpq does not know is a configuration error") {
    CHECK(failure_of("host=db sslmode=maybe").kind() == error_kind::config);
    CHECK(failure_of("service=no-such-service").kind() == error_kind::config);
}

TEST_CASE("a value of target_session_attrs that libpq does not know is a configuration error") {
    const test_database database;
    auto settings = database.config();
    const std::string separator = settings.url.find('?') != std::string::npos ? "&" : "?";
    settings.url += separator + "target_session_attrs=nonsense";
    const auto problem = failure_of(settings);
    CHECK(problem.kind() == error_kind::config);
    CHECK(problem.message() == "cannot connect to the database: invalid target_session_attrs "
                               "value: \"nonsense\"");
}
