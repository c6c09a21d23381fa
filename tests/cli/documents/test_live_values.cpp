// SPDX-License-Identifier: MIT
// What the hidden word __complete answers, and how it keeps silent.
#include "shells.hpp"

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <vector>

namespace {

using namespace dunlin::test;

/// A socket on which somebody listens who never answers.
class silent_server {
public:
    explicit silent_server(const std::filesystem::path& folder) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = folder / ".s.PGSQL.5432";
        std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as the manual has it
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        REQUIRE(::bind(socket_, generic, sizeof(address)) == 0);
        REQUIRE(::listen(socket_, 5) == 0);
    }
    ~silent_server() { ::close(socket_); }
    silent_server(const silent_server&) = delete;
    silent_server& operator=(const silent_server&) = delete;

private:
    int socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
};

void check_silent(const outcome& run) {
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    CHECK(run.err == "");
}

} // namespace

TEST_CASE("tables come from the server, those of dunlin itself left out") {
    const test_database database;
    const temporary_folder folder;
    REQUIRE(run_program({"query", "--write", "CREATE TABLE birds ()", "-d", database.url()})
                .exit_code == 0);
    REQUIRE(run_program({"query", "--write", "CREATE SCHEMA dunlin CREATE TABLE migrations ()",
                         "-d", database.url()})
                .exit_code == 0);
    // On a machine that does much else the server may be too late; then the answer is empty.
    outcome run;
    for (int attempt = 0; attempt < 100 && run.out.empty(); ++attempt) {
        run = run_program({"__complete", "tables", "seed", "load", "-d", database.url()},
                          {.folder = folder.path()});
    }
    CHECK(run.out == "birds\ttable\n");
    CHECK(run.err == "");
}

TEST_CASE("a server that does not answer is not waited for, and what files tell still comes") {
    const temporary_folder folder;
    folder.write("migrations/1.01_a.sql", "SELECT 1;\n");
    const silent_server server(folder.path());
    const std::string database = "host=" + folder.path().string() + " port=5432 dbname=x user=x";
    check_silent(run_program({"__complete", "tables", "-d", database}, {.folder = folder.path()}));
    const auto run =
        run_program({"__complete", "versions", "-d", database}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "1.01\ta\n");
    CHECK(run.err == "");
}

TEST_CASE("whatever is wrong, completion says nothing and starts nothing") {
    const temporary_folder folder;
    folder.write(".git/HEAD", "");
    const std::vector<std::vector<std::string>> lines{
        {"__complete", "tables"},
        {"__complete", "tables", "-d", "local"},
        {"__complete", "tables", "-d", "ephemeral"},
        {"__complete", "tables", "-d", "postgres://h:x/"},
        {"__complete", "versions"},
        {"__complete", "sets"},
        {"__complete", "environments", "-C", "nowhere.toml"},
        {"__complete", "nonsense"},
    };
    for (const auto& line : lines) {
        check_silent(run_program(line, {.folder = folder.path()}));
    }
    CHECK(!std::filesystem::exists(folder / ".dunlin"));
    folder.write("dunlin.toml", "nonsense = \n");
    check_silent(run_program({"__complete", "environments"}, {.folder = folder.path()}));
}

TEST_CASE("the options that are typed already choose the project, quoted or by a variable") {
    const temporary_folder folder;
    folder.write("my conf.toml", "[env.staging]\n");
    for (const char* word : {"'my conf.toml'", "\"my conf.toml\"", "my\\ conf.toml", "$CONF"}) {
        const auto run =
            run_program({"__complete", "environments", "status", "-C", word, "-e"},
                        {.environment = {{"CONF", "my conf.toml"}}, .folder = folder.path()});
        CHECK_MESSAGE(has_word(run.out, "staging"), word);
    }
}
