// SPDX-License-Identifier: MIT
// `local` and `ephemeral` take nothing from the environment, the service file or the password file.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <poll.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace dunlin::test;

namespace {

/// A port of the loopback where somebody listens whom nobody may call.
class decoy {
public:
    decoy() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): as the manual has it
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
        REQUIRE(::listen(socket_, 100) == 0);
        port_ = std::to_string(ntohs(address.sin_port));
    }
    ~decoy() { ::close(socket_); }
    decoy(const decoy&) = delete;
    decoy& operator=(const decoy&) = delete;

    [[nodiscard]] const std::string& port() const { return port_; }
    [[nodiscard]] bool was_called() const {
        pollfd waiting{socket_, POLLIN, 0};
        return ::poll(&waiting, 1, 0) != 0;
    }

private:
    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string port_;
};

using variables = std::map<std::string, std::string>;

/// Every variable that libpq knows, pointing to the decoy or to what a session cannot do with.
variables all_variables(const decoy& trap, const fs::path& home) {
    variables all;
    PQconninfoOption* const keywords = PQconndefaults();
    REQUIRE(keywords != nullptr);
    for (const auto* keyword = keywords; keyword->keyword != nullptr; ++keyword) {
        if (keyword->envvar != nullptr) {
            all[keyword->envvar] = "decoy";
        }
    }
    PQconninfoFree(keywords);
    for (const char* name : {"PGTZ", "PGDATESTYLE", "PGGEQO", "PGREALM", "PGREQUIRESSL"}) {
        all[name] = "decoy";
    }
    all["PGHOST"] = all["PGHOSTADDR"] = "127.0.0.1";
    all["PGPORT"] = trap.port();
    all["PGSSLMODE"] = "disable";
    all["PGPASSWORD"] = "secret";
    all["PGPASSFILE"] = home / ".pgpass";
    all["PGSERVICEFILE"] = home / ".pg_service.conf";
    all["PGSYSCONFDIR"] = home;
    all["PGOPTIONS"] = "-c default_transaction_read_only=on";
    all["PGTARGETSESSIONATTRS"] = "read-only";
    all["PGCLIENTENCODING"] = "LATIN1";
    return all;
}

/// A project, and a home whose files lead to the decoy.
class scene {
public:
    scene() {
        folder_.write("migrations/1_birds.sql", "CREATE TABLE birds (name text);\n");
        folder_.write("seed/birds.csv", "name\ndunlin\n");
        // A database of another environment, which those variables make unreadable.
        folder_.write("dunlin.toml", "[env.other]\ndatabase = \"postgres://me@db.example/app\"\n");
        const std::string service =
            "[decoy]\nhost=127.0.0.1\nhostaddr=127.0.0.1\nport=" + trap.port() + "\nuser=decoy\n";
        home_.write(".pg_service.conf", service);
        home_.write("pg_service.conf", service);
        home_.write(".pgpass", "*:*:*:*:secret\n");
        // Whoever looks at this one is warned.
        fs::permissions(home_ / ".pgpass", fs::perms{0644});
        all = all_variables(trap, home_.path());
    }
    ~scene() { run_program({"local", "destroy", "--yes"}, {.folder = folder_.path()}); }
    scene(const scene&) = delete;
    scene& operator=(const scene&) = delete;

    outcome run(const std::vector<std::string>& arguments, variables set) const {
        // The template of a cluster stays where it is.
        const char* cache = std::getenv("XDG_CACHE_HOME");
        const char* home = std::getenv("HOME");
        set["XDG_CACHE_HOME"] = cache != nullptr ? cache : fs::path(home) / ".cache";
        set["HOME"] = home_.path();
        return run_program(arguments, {.environment = set, .folder = folder_.path()});
    }

    decoy trap;
    variables all;

private:
    temporary_folder folder_;
    temporary_folder home_;
};

using arguments = std::vector<std::string>;

} // namespace

TEST_CASE("a private server is reached whatever libpq's variables and files say") {
    const scene here;
    for (const char* database : {"local", "local:birds", "ephemeral"}) {
        CAPTURE(database);
        for (const arguments& verb : {arguments{"migrate", "up"}, arguments{"status"},
                                      arguments{"query", "SELECT 1"}, arguments{"seed", "list"},
                                      arguments{"db", "ping"}, arguments{"__complete", "tables"}}) {
            arguments line = verb;
            line.insert(line.end(), {"-d", database});
            CAPTURE(line[0]);
            const auto run = here.run(line, here.all);
            CHECK_MESSAGE(run.exit_code == 0, run.err);
            CHECK_MESSAGE(run.err.find("password file") == std::string::npos, run.err);
            CHECK_FALSE(here.trap.was_called());
        }
    }
    for (const char* database : {"local", "local:birds"}) {
        const auto seeded = here.run({"seed", "apply", "-d", database, "-q"}, here.all);
        CHECK_MESSAGE(seeded.exit_code == 0, seeded.err);
        // Without those variables the same server is found, and all is there.
        CHECK(here.run({"query", "SELECT name FROM birds", "-d", database, "-o", "csv"}, {}).out ==
              "name\ndunlin\n");
    }
    CHECK_FALSE(here.trap.was_called());
}

TEST_CASE("no single variable of libpq's leads a private server's connection away") {
    const scene here;
    REQUIRE(here.run({"db", "ping", "-d", "local"}, {}).exit_code == 0);
    REQUIRE(here.all.size() > 25);
    for (const auto& [name, value] : here.all) {
        const auto run = here.run({"db", "ping", "-d", "local"}, {{name, value}});
        CHECK_MESSAGE(run.exit_code == 0, name << ": " << run.err);
        CHECK_MESSAGE(!here.trap.was_called(), name);
    }
}
