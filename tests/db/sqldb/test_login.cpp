// SPDX-License-Identifier: MIT
// Logins over TCP, which need a server of their own: with passwords, and without TLS.
#include <dunlin/base/error.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/environment.hpp>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::scoped_variable;

namespace {

/// An address of the loopback network that no other test uses at the same time.
std::string own_address() {
    const auto pid = static_cast<unsigned>(::getpid());
    return "127." + std::to_string(1 + pid / 65536 % 250) + "." + std::to_string(pid / 256 % 256) +
           "." + std::to_string(1 + pid % 254);
}

/// A server without TLS that asks the role `keeper` for a password over TCP, and lets nobody else
/// in there.
class guarded_server {
public:
    guarded_server()
        : address_(own_address()),
          server_({"listen_addresses=" + address_, "password_encryption=scram-sha-256"}) {
        sqldb::config settings;
        settings.url = server_.url(local::maintenance_database);
        sqldb::connection db(settings);
        db.run_script("CREATE ROLE keeper LOGIN PASSWORD 'right'; CREATE ROLE guest LOGIN");
        std::ofstream(server_.folder() / "data" / "pg_hba.conf")
            << "local all all trust\nhost all keeper all scram-sha-256\n";
        db.run("SELECT pg_reload_conf()", {});
        wait_until_reloaded();
    }
    [[nodiscard]] sqldb::config settings(const std::string& user) const {
        sqldb::config settings;
        settings.host = address_;
        settings.port = 5432;
        settings.user = user;
        settings.name = "postgres";
        return settings;
    }
    [[nodiscard]] const std::string& address() const { return address_; }

private:
    /// The postmaster reads its rules again in its own time: until then it trusts the loopback.
    void wait_until_reloaded() const {
        auto keeper = settings("keeper");
        keeper.disable_tls = true;
        try {
            for (int tries = 0; tries < 5000; ++tries) {
                sqldb::connection{keeper};
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        } catch (const error&) {
            return;
        }
        FAIL("the server does not read its rules again");
    }

    std::string address_;
    local::ephemeral server_;
};

error failure_of(const sqldb::config& settings) {
    return caught<error>([&] { sqldb::connection{settings}; });
}

} // namespace

TEST_CASE("a server without TLS and a login that it refuses have a hint each, and no password") {
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    const scoped_variable password("PGPASSWORD", std::nullopt);
    const scoped_variable password_file("PGPASSFILE", "/nonexistent");
    const guarded_server server;

    auto settings = server.settings("keeper");
    settings.password = "right";
    const auto no_tls = failure_of(settings);
    CHECK(no_tls.kind() == error_kind::connection);
    CHECK(no_tls.message() ==
          "cannot connect to postgres://keeper@" + server.address() +
              ":5432/postgres: the server does not support TLS, which is required");
    CHECK(no_tls.hint().find("sslmode=disable") != std::string::npos);

    settings.disable_tls = true;
    CHECK(sqldb::query_value<std::string>(*std::make_unique<sqldb::connection>(settings),
                                          "SELECT current_user::text") == "keeper");

    settings.password = "a wrong one";
    const auto wrong = failure_of(settings);
    CHECK(wrong.kind() == error_kind::connection);
    CHECK(wrong.sqlstate == "28P01");
    CHECK(wrong.message().find("password authentication failed for user \"keeper\"") !=
          std::string::npos);
    CHECK(wrong.hint().find("PGPASSWORD") != std::string::npos);
    CHECK((wrong.message() + wrong.hint() + wrong.detail).find("a wrong one") == std::string::npos);

    settings.password.clear();
    const auto none = failure_of(settings);
    CHECK(none.message().find("requires a password, and none was given") != std::string::npos);

    auto guest = server.settings("guest");
    guest.url = "sslmode=prefer";
    const auto shut_out = failure_of(guest);
    CHECK(shut_out.sqlstate == "28000");
    CHECK(shut_out.hint().find("pg_hba.conf") != std::string::npos);
}
