// SPDX-License-Identifier: MIT
#include <dunlin/base/file.hpp>
#include <dunlin/local/server.hpp>

#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <fstream>
#include <string>
#include <vector>

using dunlin::test::outcome;

namespace {

constexpr auto standby = "the server is a standby and accepts no writes";

/// A server that becomes a standby, of nobody, once something was written.
class private_server {
public:
    private_server() : server_(folder_.path(), {"fsync=off"}) { server_.start(); }
    ~private_server() { server_.destroy(); }
    private_server(const private_server&) = delete;
    private_server& operator=(const private_server&) = delete;

    void become_standby() {
        server_.stop();
        std::ofstream(server_.status().data / "standby.signal");
        server_.start();
    }
    [[nodiscard]] std::string url() const {
        return server_.url(dunlin::local::maintenance_database);
    }

private:
    dunlin::test::temporary_folder folder_;
    dunlin::local::server server_;
};

} // namespace

TEST_CASE("every verb that writes says that the server is a standby") {
    private_server server;
    const dunlin::test::temporary_folder folder;
    folder.write("migrations/1_a.sql", "CREATE TABLE a (id int PRIMARY KEY);\n"
                                       "-- dunlin:down\nDROP TABLE a;\n");
    folder.write("seed/1_a.sql", "INSERT INTO a VALUES (1) ON CONFLICT DO NOTHING;");
    folder.write("a.csv", "id\n2\n");
    const auto run = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "--yes");
        return dunlin::test::run_program(
            arguments,
            {.environment = {{"DUNLIN_DATABASE", server.url()}}, .folder = folder.path()});
    };
    REQUIRE(run({"migrate", "up"}).exit_code == 0);
    server.become_standby();
    CHECK(run({"status", "--check"}).exit_code == 0);
    CHECK(run({"query", "SELECT count(*) FROM a"}).exit_code == 0);
    CHECK(run({"db", "ping"}).out.find("(standby)") != std::string::npos);
    folder.write("migrations/2_b.sql", "CREATE TABLE b ();");
    const std::vector<std::string> verbs[] = {
        {"migrate", "up"},
        {"migrate", "down"},
        {"migrate", "redo"},
        {"migrate", "repair", "--unmark", "1"},
        {"seed", "--confirm", "postgres"},
        {"seed", "load", "a", "a.csv", "--confirm", "postgres"},
        {"seed", "load", "a", "a.csv", "--on-conflict", "update", "--confirm", "postgres"},
        {"seed", "generate", "a", "--rows", "3", "--confirm", "postgres"},
        {"query", "--write", "INSERT INTO a VALUES (3)"},
        {"query", "INSERT INTO a VALUES (3)"},
        {"query", "--write", "VACUUM a"},
        {"db", "roles", "--apply", "--prefix", "app"},
        {"db", "create", "-d", server.url() + "&dbname=other"},
    };
    for (const auto& verb : verbs) {
        CAPTURE(verb[0] + " " + verb[1]);
        const outcome refused = run(verb);
        CHECK_MESSAGE(refused.exit_code == 8, refused.err);
        CHECK_MESSAGE(refused.err.find(standby) != std::string::npos, refused.err);
    }
}
