// SPDX-License-Identifier: MIT
// Which sslmode holds, against a server with TLS and one without. The server is asked.
#include <dunlin/base/error.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/environment.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <list>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using namespace dunlin;
using dunlin::test::scoped_variable;
using dunlin::test::temporary_folder;

namespace {

constexpr const char* is_encrypted =
    "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

/// An address of the loopback network that no other test uses at the same time.
std::string own_address() {
    const auto pid = static_cast<unsigned>(::getpid());
    return "127." + std::to_string(1 + pid / 65536 % 250) + "." + std::to_string(pid / 256 % 256) +
           "." + std::to_string(1 + pid % 254);
}

/// A server on the loopback that can turn TLS on and off.
class tls_server {
public:
    tls_server() : address_(own_address()), server_({"listen_addresses=" + address_}) {
        const std::string command =
            "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + address_ +
            " -addext subjectAltName=IP:" + address_ + " -keyout " + (keys_ / "key").string() +
            " -out " + certificate().string() + " 2>/dev/null";
        REQUIRE_MESSAGE(std::system(command.c_str()) == 0, "the program openssl is needed");
        put("server.crt", certificate());
        put("server.key", keys_ / "key");
    }

    void set_tls(bool on) {
        sqldb::config settings;
        settings.url = server_.url(local::maintenance_database);
        sqldb::connection db(settings);
        db.run(on ? "ALTER SYSTEM SET ssl = on" : "ALTER SYSTEM SET ssl = off", {});
        db.run("SELECT pg_reload_conf()", {});
        for (int tries = 0; tries < 5000; ++tries) {
            sqldb::connection fresh(settings);
            if (sqldb::query_value<bool>(fresh, "SELECT current_setting('ssl')::bool") == on) {
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        FAIL("the server does not read its settings again");
    }

    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] fs::path certificate() const { return keys_ / "certificate"; }

private:
    /// Of the server's own user, as it demands.
    void put(const char* name, const fs::path& content) const {
        const fs::path data = server_.folder() / "data";
        const fs::path file = data / name;
        fs::copy_file(content, file);
        struct stat owner {};
        REQUIRE(::stat(data.c_str(), &owner) == 0);
        REQUIRE(::chmod(file.c_str(), 0600) == 0);
        REQUIRE(::chown(file.c_str(), owner.st_uid, owner.st_gid) == 0);
    }

    std::string address_;
    local::ephemeral server_;
    temporary_folder keys_;
};

/// Where an sslmode is named.
enum class source { nowhere, url, key_value, variable, service_file };

struct attempt {
    source from = source::nowhere;
    std::string sslmode;
    bool disable_tls = false;
};

std::string label_of(const attempt& tried, bool tls) {
    constexpr const char* names[] = {"nowhere", "URL", "key=value", "PGSSLMODE", "service file"};
    return "sslmode " + tried.sslmode + " in " + names[static_cast<int>(tried.from)] +
           ", disable_tls " + (tried.disable_tls ? "true" : "false") + ", server with" +
           (tls ? "" : "out") + " TLS";
}

/// "true" or "false" as pg_stat_ssl has it, "refused" when the server's lack of TLS is in the way.
std::string run(const attempt& tried, const tls_server& server, const temporary_folder& folder) {
    sqldb::config settings;
    settings.disable_tls = tried.disable_tls;
    std::list<scoped_variable> variables;
    settings.url = "postgres://postgres@" + server.address() + "/postgres";
    switch (tried.from) {
    case source::nowhere:
        break;
    case source::url:
        settings.url += "?sslmode=" + tried.sslmode;
        break;
    case source::key_value:
        settings.url =
            "host=" + server.address() + " user=postgres dbname=postgres sslmode=" + tried.sslmode;
        break;
    case source::variable:
        variables.emplace_back("PGSSLMODE", tried.sslmode);
        break;
    case source::service_file:
        variables.emplace_back("PGSERVICEFILE",
                               folder.write("services", "[a]\nsslmode=" + tried.sslmode + "\n"));
        settings.url += "?service=a";
    }
    try {
        sqldb::connection db(settings);
        return sqldb::query_value<std::string>(db, is_encrypted);
    } catch (const error& problem) {
        // Modes that verify say so in their own words when the server has no TLS.
        return problem.kind() == error_kind::connection ? "refused" : problem.message();
    }
}

std::string expected(const attempt& tried, bool tls) {
    const std::string mode = tried.from != source::nowhere ? tried.sslmode
                             : tried.disable_tls           ? "disable"
                                                           : "require";
    if (mode == "disable" || mode == "allow") {
        return "false";
    }
    return tls ? "true" : mode == "prefer" ? "false" : "refused";
}

std::vector<attempt> all_attempts() {
    std::vector<attempt> all;
    for (const bool disable_tls : {false, true}) {
        all.push_back({source::nowhere, "", disable_tls});
        for (const source from :
             {source::url, source::key_value, source::variable, source::service_file}) {
            for (const char* mode :
                 {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}) {
                all.push_back({from, mode, disable_tls});
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("an sslmode that is named wins over disable_tls, whoever names it") {
    const temporary_folder folder;
    tls_server server;
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    const scoped_variable root("PGSSLROOTCERT", server.certificate().string());
    for (const bool tls : {false, true}) {
        server.set_tls(tls);
        for (const attempt& tried : all_attempts()) {
            CHECK_MESSAGE(run(tried, server, folder) == expected(tried, tls), label_of(tried, tls));
        }
    }
}
