// SPDX-License-Identifier: MIT
// The values that the hidden word __complete looks up, and how it keeps silent.
#include "shells.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <support/database.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <thread>
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
        run = run_program({"__complete", "seed", "load", "-d", database.url(), ""},
                          {.folder = folder.path()});
    }
    CHECK(run.out == "birds\ttable\n");
    CHECK(run.err == "");
}

TEST_CASE("names of objects come from the server, those of dunlin itself left out") {
    const test_database database;
    const temporary_folder folder;
    for (const char* sql : {"CREATE SCHEMA dunlin CREATE TABLE migrations ()",
                            "CREATE SCHEMA shop CREATE VIEW knots AS SELECT 1",
                            "CREATE FUNCTION fly() RETURNS int LANGUAGE sql AS 'SELECT 1'"}) {
        REQUIRE(run_program({"query", "--write", sql, "-d", database.url()}).exit_code == 0);
    }
    outcome run;
    for (int attempt = 0; attempt < 100 && run.out.empty(); ++attempt) {
        run = run_program({"__complete", "schema", "show", "-d", database.url(), ""},
                          {.folder = folder.path()});
    }
    CHECK(run.out == "fly\tobject\nshop.knots\tobject\n");
    CHECK(run.err == "");
}

TEST_CASE("a server that does not answer is not waited for, and what files tell still comes") {
    const temporary_folder folder;
    folder.write("migrations/1.01_a.sql", "SELECT 1;\n");
    const silent_server server(folder.path());
    const std::string database = "host=" + folder.path().string() + " port=5432 dbname=x user=x";
    check_silent(
        run_program({"__complete", "seed", "load", "-d", database, ""}, {.folder = folder.path()}));
    const auto run =
        run_program({"__complete", "migrate", "to", "-d", database, ""}, {.folder = folder.path()});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "1.01\ta\n");
    CHECK(run.err == "");
}

TEST_CASE("whatever is wrong, completion says nothing and starts nothing") {
    const temporary_folder folder;
    folder.write(".git/HEAD", "");
    const std::vector<std::vector<std::string>> lines{
        {"__complete", "seed", "load", ""},
        {"__complete", "seed", "load", "-d", "local", ""},
        {"__complete", "seed", "load", "-d", "ephemeral", ""},
        {"__complete", "seed", "load", "-d", "postgres://h:x/", ""},
        {"__complete", "migrate", "to", ""},
        {"__complete", "seed", "--set", ""},
        {"__complete", "-C", "nowhere.toml", "-e", ""},
        {"__complete", "nonsense", ""},
    };
    for (const auto& line : lines) {
        check_silent(run_program(line, {.folder = folder.path()}));
    }
    CHECK(!std::filesystem::exists(folder / ".dunlin"));
    folder.write("dunlin.toml", "nonsense = \n");
    check_silent(run_program({"__complete", "-e", ""}, {.folder = folder.path()}));
}

TEST_CASE("the options that are typed already choose the project, quoted or by a variable") {
    const temporary_folder folder;
    folder.write("my conf.toml", "[env.staging]\n");
    for (const char* word : {"'my conf.toml'", "\"my conf.toml\"", "my\\ conf.toml", "$CONF"}) {
        const auto run =
            run_program({"__complete", "status", "-C", word, "-e", ""},
                        {.environment = {{"CONF", "my conf.toml"}}, .folder = folder.path()});
        CHECK_MESSAGE(has_word(run.out, "staging"), word);
    }
}

namespace {

/// A server on the loopback that asks for the password in clear text, as soon as a client speaks
/// without TLS, and keeps all that it hears.
class spy {
public:
    spy() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): as the manual has it
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
        REQUIRE(::listen(socket_, 10) == 0);
        port_ = std::to_string(ntohs(address.sin_port));
    }
    ~spy() { ::close(socket_); }
    spy(const spy&) = delete;
    spy& operator=(const spy&) = delete;

    [[nodiscard]] std::string url(const std::string& options) const {
        return "postgres://me@127.0.0.1:" + port_ + "/app" + options;
    }

    [[nodiscard]] const std::string& port() const { return port_; }

    /// What is heard while the program runs; "" when nobody called.
    std::string heard(const std::vector<std::string>& arguments, const surroundings& where) {
        std::string all;
        std::atomic<bool> done{false};
        std::thread listener([&] {
            while (!done || is_waiting(socket_, 0)) {
                if (is_waiting(socket_, 5)) {
                    talk(all);
                }
            }
        });
        static_cast<void>(run_program(arguments, where));
        done = true;
        listener.join();
        return all;
    }

private:
    static bool is_waiting(int descriptor, int milliseconds) {
        pollfd waiting{descriptor, POLLIN, 0};
        return ::poll(&waiting, 1, milliseconds) == 1;
    }

    void talk(std::string& all) const {
        const int client = ::accept(socket_, nullptr, nullptr);
        std::array<char, 1024> buffer{};
        for (int reads = 0; reads < 5 && is_waiting(client, 1000); ++reads) {
            const ssize_t got = ::read(client, buffer.data(), buffer.size());
            if (got <= 0) {
                break;
            }
            all.append(buffer.data(), static_cast<std::size_t>(got)).append("|");
            constexpr ssize_t request_length = 8; // of an SSLRequest or GSSENCRequest
            constexpr std::string_view no = "N";
            constexpr std::string_view password_please("R\0\0\0\x08\0\0\0\x03", 9);
            const auto answer = got == request_length ? no : password_please;
            static_cast<void>(::send(client, answer.data(), answer.size(), MSG_NOSIGNAL));
        }
        ::close(client);
    }

    int socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    std::string port_;
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

const std::map<std::string, std::string> with_password{{"PGPASSWORD", "secret"}};

std::map<std::string, std::string> with(const std::string& name, const std::string& value) {
    auto all = with_password;
    all[name] = value;
    return all;
}

} // namespace

TEST_CASE("completion calls whom the user names, and whom dunlin.toml names only when told so") {
    spy server;
    const temporary_folder folder;
    const auto heard = [&](const std::map<std::string, std::string>& variables,
                           const std::vector<std::string>& more = {}) {
        std::vector<std::string> arguments{"__complete", "seed", "load"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        arguments.emplace_back();
        // On a machine that does much else one try may come to its end before it calls.
        bool called = false;
        for (int attempt = 0; attempt < 10 && !called; ++attempt) {
            called = !server.heard(arguments, {.environment = variables, .folder = folder.path()})
                          .empty();
        }
        return called;
    };
    SUBCASE("on the line or by a variable") {
        CHECK(heard({}, {"-d", server.url("")}));
        CHECK(heard({{"DUNLIN_DATABASE", server.url("")}}));
        CHECK(heard({{"DATABASE_URL", server.url("")}}));
        CHECK(heard({{"PGHOST", "127.0.0.1"}, {"PGPORT", server.port()}}));
    }
    SUBCASE("in dunlin.toml") {
        folder.write("dunlin.toml", "database = \"" + server.url("") + "\"\n[env.other]\n" +
                                        "database = \"" + server.url("?application_name=x") +
                                        "\"\n");
        CHECK_FALSE(heard(with_password));
        CHECK_FALSE(heard(with_password, {"-e", "other"}));
        CHECK_FALSE(heard(with("DUNLIN_COMPLETE", "0")));
        CHECK(heard(with("DUNLIN_COMPLETE", "1")));
    }
    SUBCASE("in a variable that dunlin.toml leads to") {
        folder.write("dunlin.toml", "database = \"${DATABASE_URL}\"\n");
        CHECK(heard({{"DATABASE_URL", server.url("")}}));
    }
    SUBCASE("in the file of variables that dunlin.toml names") {
        folder.write("dunlin.toml", "env_file = \".env\"\n");
        folder.write(".env", "DATABASE_URL=" + server.url("") + "\n");
        CHECK_FALSE(heard(with_password));
        CHECK(heard(with("DUNLIN_COMPLETE", "1")));
        folder.write(".env", "PGHOSTADDR=127.0.0.1\nPGPORT=" + server.port() + "\n");
        CHECK_FALSE(heard(with("DATABASE_URL", "postgres://me@127.0.0.2:1/app")));
    }
}

TEST_CASE("verbs, options and closed lists are completed without a server") {
    spy server;
    const temporary_folder folder;
    const std::vector<std::vector<std::string>> lines{
        {"__complete", "-d", server.url(""), ""},
        {"__complete", "-d", server.url(""), "seed", "load", "-"},
        {"__complete", "-d", server.url(""), "status", "--ledger", ""},
        {"__complete", "-d", server.url(""), "seed", "load", "birds", ""},
    };
    for (const auto& line : lines) {
        CHECK(server.heard(line, {.environment = with("DUNLIN_COMPLETE", "1"),
                                  .folder = folder.path()}) == "");
    }
}

TEST_CASE("the rules of lint are completed") {
    const temporary_folder folder;
    CHECK(has_word(bash_offers("dunlin migrate lint --explain index-", folder.path()),
                   "index-not-concurrent"));
}

TEST_CASE("completion never sends a password without TLS") {
    spy server;
    const temporary_folder folder;
    for (const char* options : {"?sslmode=disable", "?sslmode=allow", "?sslmode=prefer", ""}) {
        CAPTURE(options);
        const auto variables = with("DATABASE_URL", server.url(options));
        std::string heard;
        for (int attempt = 0; attempt < 10; ++attempt) {
            heard += server.heard({"__complete", "seed", "load", ""},
                                  {.environment = variables, .folder = folder.path()});
        }
        CHECK_FALSE(heard.empty());
        CHECK_FALSE(contains(heard, "secret"));
        CHECK_FALSE(contains(heard, "user"));
    }
    folder.write("dunlin.toml", "disable_tls = true\ndatabase = \"" + server.url("") + "\"\n");
    for (int attempt = 0; attempt < 10; ++attempt) {
        CHECK_FALSE(contains(
            server.heard({"__complete", "seed", "load", ""},
                         {.environment = with("DUNLIN_COMPLETE", "1"), .folder = folder.path()}),
            "secret"));
    }
    // A verb that the user runs does as the URL says.
    CHECK(contains(server.heard({"db", "ping", "-d", server.url("?sslmode=disable")},
                                {.environment = with_password, .folder = folder.path()}),
                   "secret"));
}
