// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/program.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>
#include <support/temporary_folder.hpp>

#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <utility>

namespace {

using dunlin::test::running_program;

/// What a terminal turns into SIGINT for all that runs in it.
constexpr std::string_view ctrl_c = "\x03";

constexpr std::string_view sleepers =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = :name AND state = 'active'"
    " AND application_name = 'dunlin query'";

/// Watches over another database, so that it is not counted itself.
class watcher {
public:
    explicit watcher(const dunlin::test::test_database& watched) : name_(watched.name()) {}

    void wait_for(std::int64_t count) {
        // The limit is for a test that fails; one that passes needs some milliseconds.
        for (int i = 0; i < 3000; ++i) {
            if (running() == count) {
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        FAIL("the server never ran ", count, " statements");
    }
    std::int64_t running() {
        return dunlin::sqldb::query_value<std::int64_t>(db_, sleepers, {{"name", name_}});
    }

private:
    static dunlin::sqldb::config server() {
        dunlin::sqldb::config settings;
        settings.url = dunlin::test::server_url();
        return settings;
    }

    std::string name_;
    dunlin::sqldb::connection db_{server()};
};

} // namespace

TEST_CASE("a signal cancels the running statement on the server") {
    for (const auto& [signal, code] : {std::pair{SIGINT, 130}, std::pair{SIGTERM, 143}}) {
        const dunlin::test::test_database database;
        watcher server(database);
        running_program program({"query", "SELECT pg_sleep(600)", "-d", database.url()});
        server.wait_for(1);
        program.send(signal);
        const auto run = program.wait();
        CHECK(run.exit_code == code);
        CHECK(run.err.find(signal == SIGINT ? "SIGINT" : "SIGTERM") != std::string::npos);
        server.wait_for(0);
    }
}

TEST_CASE("Ctrl-C at a terminal cancels the running statement on the server") {
    const dunlin::test::test_database database;
    watcher server(database);
    running_program program({"query", "SELECT pg_sleep(600)", "-d", database.url()}, {}, 80);
    server.wait_for(1);
    program.type(ctrl_c);
    const auto run = program.wait();
    CHECK(run.exit_code == 130);
    CHECK(run.out.find("SIGINT") != std::string::npos);
    server.wait_for(0);
}

TEST_CASE("a second Ctrl-C leaves at once, whatever the server does") {
    const dunlin::test::test_database database;
    const dunlin::test::temporary_folder folder;
    // The answer to the cancelled statement never comes.
    dunlin::test::proxy between(
        dunlin::test::server_socket(), folder.path(), [](const dunlin::test::wire_message& what) {
            const bool answer = what.from == dunlin::test::sender::server && what.type == 'E';
            return answer ? dunlin::test::verdict::stall : dunlin::test::verdict::forward;
        });
    const std::string url = dunlin::sqldb::describe(database.config());
    const std::string user = url.substr(url.find("//") + 2, url.find('@') - url.find("//") - 2);
    watcher server(database);
    running_program program(
        {"query", "SELECT pg_sleep(600)", "-d",
         "host=" + between.host() + " port=5432 user=" + user + " dbname=" + database.name()},
        {}, 80);
    server.wait_for(1);
    program.type(ctrl_c);
    server.wait_for(0);
    CHECK(!program.ends_within(std::chrono::milliseconds(200)));
    program.type(ctrl_c);
    // Well before the program gives up waiting for the server.
    CHECK(program.ends_within(std::chrono::milliseconds(1500)));
    CHECK(program.wait().exit_code == 130);
}

TEST_CASE("--timeout cancels the running statement on the server") {
    const dunlin::test::test_database database;
    watcher server(database);
    const auto run = dunlin::test::run_program(
        {"query", "SELECT pg_sleep(600)", "--timeout", "200ms", "-d", database.url()});
    CHECK(run.exit_code == 1);
    server.wait_for(0);
}

TEST_CASE("a reader that has enough ends a query quietly, on the server too") {
    const dunlin::test::test_database database;
    watcher server(database);
    running_program program(
        {"query", "-o", "csv", "SELECT generate_series(1, 1000000000)", "-d", database.url()});
    server.wait_for(1);
    program.close_output();
    const auto run = program.wait();
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    server.wait_for(0);
}
