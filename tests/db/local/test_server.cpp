// SPDX-License-Identifier: MIT
#include "account.hpp"
#include "lock.hpp"
#include "pid_file.hpp"
#include "psql.hpp"
#include "server_program.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/local/server.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <stdexcept>

namespace fs = std::filesystem;
using namespace dunlin;
using dunlin::local::outcome;
using dunlin::local::server_state;
using dunlin::test::psql;

namespace {

/// A project with a server that is gone when the test ends.
struct project {
    test::temporary_folder folder;
    local::server server{folder.path(), {"fsync=off", "max_connections=20", "shared_buffers=1MB"}};

    project() = default;
    ~project() {
        try {
            server.destroy();
        } catch (const error& problem) {
            MESSAGE(problem.message());
        }
    }
    project(const project&) = delete;
    project& operator=(const project&) = delete;

    [[nodiscard]] fs::path home() const { return folder.path() / ".dunlin" / "local"; }
    [[nodiscard]] std::string url() const { return server.url(local::maintenance_database); }
};

void write(const fs::path& path, const std::string& text, std::ios::openmode mode = std::ios::out) {
    std::ofstream(path, mode) << text;
}

error caught(const std::function<void()>& body) {
    try {
        body();
    } catch (const error& problem) {
        return problem;
    }
    return {error_kind::usage, "no error was thrown"};
}

constexpr uid_t nobody = 65534;

// Whether the body passes in a process of the user nobody.
bool as_nobody(const std::function<void()>& body) {
    const pid_t child = test::in_child([&] {
        if (::setgid(nobody) != 0 || ::setuid(nobody) != 0) {
            throw std::runtime_error("cannot become nobody");
        }
        body();
    });
    return wait_for_process(child) == 0;
}

} // namespace

TEST_CASE("a server starts, answers, stops, and keeps its data") {
    project here;
    CHECK(here.server.status().state == server_state::absent);
    CHECK(here.server.start() == outcome::done);
    CHECK(here.server.start() == outcome::nothing_to_do);
    CHECK(here.server.status().state == server_state::running);
    CHECK(here.server.status().pid > 0);
    psql(here.url(), "CREATE TABLE kept AS SELECT 42 AS x");
    CHECK(here.server.stop() == outcome::done);
    CHECK(here.server.stop() == outcome::nothing_to_do);
    CHECK(here.server.status().state == server_state::stopped);
    CHECK(here.server.start() == outcome::done);
    CHECK(psql(here.url(), "SELECT x FROM kept") == "42");
}

TEST_CASE("a server speaks UTF-8 and UTC, listens on no port and trusts its socket's owner alone") {
    project here;
    here.server.start();
    CHECK(psql(here.url(), "SHOW server_encoding") == "UTF8");
    CHECK(psql(here.url(), "SHOW timezone") == "UTC");
    CHECK(psql(here.url(), "SHOW listen_addresses").empty());
    CHECK(psql(here.url(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "t");
    struct stat info {};
    REQUIRE(::stat(here.server.status().sockets.c_str(), &info) == 0);
    CHECK((info.st_mode & 07777U) == 0700);
    REQUIRE(::stat(here.server.status().data.c_str(), &info) == 0);
    CHECK((info.st_mode & 07777U) == 0700);
}

TEST_CASE("the environment of the command does not reach the server") {
    project here;
    ::setenv("PGPORT", "7777", 1);
    ::setenv("PGDATA", "/nonexistent", 1);
    ::setenv("LC_ALL", "xx_XX.nonsense", 1);
    here.server.start();
    ::unsetenv("PGPORT");
    ::unsetenv("PGDATA");
    ::unsetenv("LC_ALL");
    CHECK(psql(here.url(), "SHOW port") == "5432");
}

TEST_CASE("two projects have two servers") {
    project first;
    project second;
    first.server.start();
    second.server.start();
    CHECK(first.url() != second.url());
    psql(first.url(), "CREATE TABLE mine ()");
    CHECK(psql(second.url(), "SELECT count(*) FROM pg_class WHERE relname = 'mine'") == "0");
    first.server.destroy();
    CHECK(psql(second.url(), "SELECT 1") == "1");
}

TEST_CASE("commands that start one server at once all find it running") {
    project here;
    std::vector<pid_t> children;
    for (int i = 0; i < 4; ++i) {
        children.push_back(test::in_child([&] { here.server.start(); }));
    }
    for (const pid_t child : children) {
        CHECK(wait_for_process(child) == 0);
    }
    // The server outlives the command that started it.
    CHECK(psql(here.url(), "SELECT 1") == "1");
}

TEST_CASE("a killed server recovers at the next start") {
    project here;
    // With settings that keep what was committed.
    local::server durable(here.folder.path());
    durable.start();
    psql(here.url(), "CREATE TABLE kept AS SELECT 42 AS x");
    ::kill(durable.status().pid, SIGKILL);
    CHECK(test::becomes_true([&] { return durable.status().state == server_state::stopped; }));
    CHECK(caught([&] { (void)here.url(); }).kind() == error_kind::connection);
    CHECK(durable.start() == outcome::done);
    CHECK(psql(here.url(), "SELECT x FROM kept") == "42");
}

TEST_CASE("a start straight after a kill waits for the orphans of the old server") {
    project here;
    here.server.start();
    const pid_t before = here.server.status().pid;
    ::kill(before, SIGKILL);
    CHECK(test::becomes_true([&] { return !local::runs_in(before, here.home() / "data"); }));
    CHECK(here.server.start() == outcome::done);
    CHECK(here.server.status().pid != before);
    CHECK(psql(here.url(), "SELECT 1") == "1");
}

TEST_CASE("a pid file whose number belongs to another process deceives nobody") {
    project here;
    here.server.start();
    here.server.stop();
    // A living process of the server's own user is what PostgreSQL would take for a server.
    const local::account owner = local::server_account();
    const pid_t other = test::in_child([&] {
        if (::setuid(owner.uid) == 0) {
            ::pause();
        }
    });
    write(here.home() / "data/postmaster.pid",
          std::to_string(other) + "\n/x\n1\n5432\n/tmp\n\n1 1\nready\n");
    CHECK(here.server.status().state == server_state::stopped);
    CHECK(here.server.stop() == outcome::nothing_to_do);
    CHECK(here.server.start() == outcome::done);
    CHECK(psql(here.url(), "SELECT 1") == "1");
    ::kill(other, SIGKILL);
    wait_for_process(other);
}

TEST_CASE("a cluster whose making was cut short is made anew") {
    project here;
    fs::create_directories(here.home() / "data.new/base");
    CHECK(here.server.start() == outcome::done);
    CHECK_FALSE(fs::exists(here.home() / "data.new"));
}

TEST_CASE("data of a version that is not installed say both versions and the way out") {
    project here;
    here.server.start();
    here.server.stop();
    write(here.home() / "data/PG_VERSION", "9\n");
    const error problem = caught([&] { here.server.start(); });
    CHECK(problem.kind() == error_kind::config);
    CHECK(problem.message().find(
              "was created by PostgreSQL 9: PostgreSQL 9 is not installed; found ") !=
          std::string::npos);
    CHECK(problem.hint().find("DUNLIN_PG_BIN") != std::string::npos);
    CHECK(problem.hint().find("dunlin local destroy") != std::string::npos);
}

TEST_CASE("a server that cannot start says why in its own words") {
    project here;
    here.server.start();
    here.server.stop();
    write(here.home() / "data/postgresql.conf", "\nwork_mem = many\n", std::ios::app);
    const error problem = caught([&] { here.server.start(); });
    CHECK(problem.kind() == error_kind::failed);
    CHECK(problem.message().find("PostgreSQL did not start: ") == 0);
    CHECK(problem.message().find("configuration file") != std::string::npos);
    CHECK(problem.hint().find((here.home() / "log").string()) != std::string::npos);
}

TEST_CASE("a project's folder where nothing can be written is named") {
    local::server nowhere("/proc");
    const error problem = caught([&] { nowhere.start(); });
    CHECK(problem.kind() == error_kind::failed);
    CHECK(problem.message().find("cannot create /proc/.dunlin: ") == 0);
    CHECK(problem.hint().find("must be writable") != std::string::npos);
}

TEST_CASE("destroy leaves nothing behind") {
    project here;
    here.server.start();
    const fs::path sockets = here.server.status().sockets;
    CHECK(here.server.destroy() == outcome::done);
    CHECK(fs::is_empty(here.folder.path()));
    CHECK_FALSE(fs::exists(sockets));
    CHECK(here.server.destroy() == outcome::nothing_to_do);
    CHECK(here.server.status().state == server_state::absent);
}

TEST_CASE("destroy touches nothing beside what dunlin made") {
    project here;
    here.server.start();
    write(here.home() / "notes.txt", "mine");
    const error problem = caught([&] { here.server.destroy(); });
    CHECK(problem.kind() == error_kind::refused);
    CHECK(problem.message().find("notes.txt was not created by dunlin") != std::string::npos);
    CHECK(psql(here.url(), "SELECT 1") == "1");
    fs::remove(here.home() / "notes.txt");
}

TEST_CASE("destroy follows no symbolic link") {
    project here;
    const test::temporary_folder elsewhere;
    write(elsewhere.path() / "precious", "x");
    fs::create_directories(here.home());
    fs::create_directory_symlink(elsewhere.path(), here.home() / "data");
    CHECK(caught([&] { here.server.destroy(); }).kind() == error_kind::refused);
    CHECK(fs::exists(elsewhere.path() / "precious"));
    fs::remove(here.home() / "data");
}

TEST_CASE("the project's folder keeps the server's files out of version control") {
    project here;
    here.server.start();
    CHECK(read_file(here.folder.path() / ".dunlin/.gitignore") == "*\n");
}

TEST_CASE("an interrupted start leaves no server") {
    project here;
    interruption stop;
    stop.request(SIGINT);
    CHECK(caught([&] { here.server.start(&stop); }).kind() == error_kind::interrupted);
    CHECK_FALSE(local::is_locked(here.home() / "alive"));
}

TEST_CASE("root starts a server in a folder that the server's user may not enter") {
    if (::geteuid() != 0) {
        return; // an ordinary user's server runs as that user
    }
    const test::temporary_folder closed;
    ::chmod(closed.path().c_str(), 0700);
    fs::create_directory(closed.path() / "project");
    local::server server(closed.path() / "project");
    CHECK(server.start() == outcome::done);
    CHECK(psql(server.url("postgres"), "SELECT current_user") == "postgres");
    struct stat info {};
    REQUIRE(::stat(server.status().data.c_str(), &info) == 0);
    CHECK(info.st_uid != 0);
    server.destroy();
}

TEST_CASE("the server of another user is refused") {
    if (::geteuid() != 0) {
        return; // only root can become others
    }
    project here;
    here.server.start();
    ::chmod(here.folder.path().c_str(), 0755);
    CHECK(as_nobody([&] {
        if (caught([&] { (void)here.server.status(); }).kind() != error_kind::refused) {
            throw std::runtime_error("it was not refused");
        }
    }));
}

TEST_CASE("root serves a user's project as that user") {
    if (::geteuid() != 0) {
        return; // only root can become others
    }
    const test::temporary_folder theirs;
    REQUIRE(::chown(theirs.path().c_str(), nobody, nobody) == 0);
    local::server server(theirs.path());
    CHECK(as_nobody([&] { server.start(); }));
    CHECK(psql(server.url("postgres"), "SELECT 1") == "1");
    CHECK(as_nobody([&] { server.stop(); }));
    CHECK(server.start() == outcome::done);
    CHECK(psql(server.url("postgres"), "SELECT 1") == "1");
    CHECK(as_nobody([&] { server.stop(); }));
    CHECK(server.status().state == server_state::stopped);
    CHECK(as_nobody([&] { server.destroy(); }));
    CHECK(fs::is_empty(theirs.path()));
}
