// SPDX-License-Identifier: MIT
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <unistd.h>

#include <filesystem>
#include <string>

using dunlin::test::run_program;

namespace {

namespace fs = std::filesystem;

/// The server's user, which is not root, has to read it.
fs::path readable_by_all(const dunlin::test::temporary_folder& folder, std::string_view name,
                         std::string_view content) {
    fs::permissions(folder.path(),
                    fs::perms::owner_all | fs::perms::others_exec | fs::perms::group_exec);
    return folder.write(name, content);
}

/// A server without TLS that asks the role `app` for the password "right". Its address is a
/// loopback address of its own, so that the usual port is free.
class server_with_passwords {
public:
    server_with_passwords() {
        dunlin::sqldb::config settings;
        settings.url = server_.url("postgres");
        dunlin::sqldb::connection db(settings);
        dunlin::sqldb::exec(db, "CREATE ROLE app LOGIN PASSWORD 'right'");
    }

    [[nodiscard]] std::string url(const std::string& password, const std::string& options) const {
        return fmt::format("postgres://app{}@{}/postgres{}", password, address_, options);
    }

private:
    dunlin::test::temporary_folder folder_;
    std::string address_ =
        fmt::format("127.77.{}.{}", ::getpid() / 250 % 250, ::getpid() % 250 + 1);
    dunlin::local::ephemeral server_{
        {"listen_addresses=" + address_,
         "hba_file=" + readable_by_all(folder_, "pg_hba.conf",
                                       "local all postgres trust\n"
                                       "host all all 127.0.0.0/8 scram-sha-256\n")
                           .string()}};
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a refused login says what to do and never shows the password") {
    const server_with_passwords server;
    const std::string plain = "?sslmode=disable";
    CHECK(run_program({"db", "ping", "-d", server.url(":right", plain)}).exit_code == 0);

    for (const char* verb : {"ping", "wait"}) {
        const auto run = run_program({"db", verb, "-d", server.url(":wr0ng", plain)});
        CHECK(run.exit_code == 6);
        CHECK(contains(run.err, "password authentication failed for user \"app\""));
        CHECK(contains(run.err, "PGPASSWORD"));
        CHECK(!contains(run.err, "wr0ng"));
        CHECK(!contains(run.err, "waiting"));
    }
    const auto json = run_program({"db", "ping", "-vv", "-o", "json", "--log-format", "json", "-d",
                                   server.url(":wr0ng", plain)});
    CHECK(json.exit_code == 6);
    CHECK(contains(json.err, "\"sqlstate\":\"28P01\""));
    CHECK(!contains(json.err, "wr0ng"));

    const auto silent = run_program({"db", "wait", "-d", server.url("", plain)});
    CHECK(silent.exit_code == 6);
    CHECK(contains(silent.err, "the server asks for a password"));

    const auto tls = run_program({"db", "wait", "-d", server.url(":right", "")});
    CHECK(tls.exit_code == 6);
    CHECK(contains(tls.err, "the server offers no TLS"));
    CHECK(contains(tls.err, "sslmode=disable"));
}
