// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/config.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/environment.hpp>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::scoped_variable;

namespace {

std::string described(const std::string& url) {
    sqldb::config settings;
    settings.url = url;
    return sqldb::describe(settings);
}

} // namespace

TEST_CASE("an address is shown with defaults and without its password") {
    CHECK(described("postgres://me:secret@db.example/app") == "postgres://me@db.example:5432/app");
    CHECK(described("host=db port=6000 user=me password=secret") == "postgres://me@db:6000/me");
    CHECK(described("postgres://me@a:1,b:2/app") == "postgres://me@a:1,b:2/app");
    CHECK(described("postgres://me@a,b/app") == "postgres://me@a:5432,b:5432/app");
    CHECK(described("postgres://me@[::1]:6000/app") == "postgres://me@[::1]:6000/app");
    CHECK(described("postgres://me@/app?host=/tmp/s") == "postgres://me@/app?host=/tmp/s");
    CHECK(described("postgres://me@/app?host=/tmp/s&port=6000") ==
          "postgres://me@/app?host=/tmp/s&port=6000");
}

TEST_CASE("fields override the parts of the URL") {
    sqldb::config settings;
    settings.url = "postgres://me:secret@one,two:7/app?hostaddr=10.0.0.1";
    settings.user = "you";
    settings.password = "hidden";
    settings.host = "three";
    settings.name = "other";
    CHECK(sqldb::describe(settings) == "postgres://you@three:5432/other");
    settings.port = 8;
    CHECK(sqldb::describe(settings) == "postgres://you@three:8/other");
}

TEST_CASE("what the URL leaves open comes from the environment and the service file") {
    const scoped_variable host("PGHOST", "from.environment");
    const scoped_variable user("PGUSER", "me");
    const scoped_variable name("PGDATABASE", "app");
    const scoped_variable port("PGPORT", std::nullopt);
    CHECK(described("") == "postgres://me@from.environment:5432/app");

    std::string path = "/tmp/dunlin_service_XXXXXX";
    const int file = ::mkstemp(path.data());
    REQUIRE(file >= 0);
    const std::string text = "[shop]\nhost=shop.example\nport=6001\n";
    REQUIRE(::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(file);
    const scoped_variable services("PGSERVICEFILE", path);
    CHECK(described("service=shop") == "postgres://me@shop.example:6001/app");
    std::remove(path.c_str());
}

TEST_CASE("a URL that cannot be understood is never shown, since it may hold a password") {
    for (const auto* url :
         {"postgres://me:se@cret@host/app", "postgres://me:se/cret@host/app",
          "postgres://me:secret@host:port/app", "postgres://me:%zzsecret@host/app",
          "postgres://me:a@b?secret=1@host/app", "secret", "password=secret secret",
          "host=h port=secret", "postgres://[secret/app"}) {
        CAPTURE(url);
        const auto problem = caught<error>([&] { described(url); });
        CHECK(problem.kind() == error_kind::config);
        CHECK(problem.message().find("secret") == std::string::npos);
        CHECK(problem.message().find("cret") == std::string::npos);
        CHECK(problem.message().find("invalid database URL: ") == 0);
        CHECK_FALSE(problem.hint().empty());
    }
}

TEST_CASE("an invalid URL is refused with the part that is wrong") {
    struct {
        std::string url;
        std::string message;
        std::string hint;
    } const cases[] = {
        {"mysql://x/y", "the scheme is mysql://, not postgres://",
         "postgres://user@host:5432/name"},
        {"postgresql+psycopg2://x/y", "the scheme is postgresql+psycopg2://, not postgres://", ""},
        {"jdbc:postgresql://x/y", "it begins with jdbc:", "remove jdbc:"},
        {"app", "the scheme postgres:// is missing", "postgres://user@host:5432/name"},
        {"host=x app", "a keyword has no \"=\" and value", "dbname=name"},
        {"postgres://x/y?schema=public", "unknown parameter \"schema\"",
         "?options=-csearch_path%3DNAME"},
        {"postgres://x/y?sslmode=require&pgbouncer=true", "unknown parameter \"pgbouncer\"",
         "Prisma"},
        {"postgres://x/y?sslmod=require", "unknown parameter \"sslmod\"", "did you mean sslmode?"},
        {"postgres://x/y?frobnicate=1", "unknown parameter \"frobnicate\"", "remove it"},
        {"postgres://x/y?sslmode", "the parameter \"sslmode\" has no value", "?sslmode=require"},
        {"postgres://x/y?connect_timeout=soon", "connect_timeout is not a number of seconds",
         "connect_timeout=10"},
        {"postgres://x:99999/y", "the port is not from 1 to 65535", "%40"},
        {"postgres://x:5432,y:0/z", "the port is not from 1 to 65535", ""},
    };
    for (const auto& [url, message, hint] : cases) {
        CAPTURE(url);
        const auto problem = caught<error>([&] { described(url); });
        CHECK(problem.kind() == error_kind::config);
        CHECK(problem.message() == "invalid database URL: " + message);
        CHECK(problem.hint().find(hint) != std::string::npos);
    }
    CHECK(described("postgres://me@x:5432,y/z?ssl=true&connect_timeout=-1").find("z") !=
          std::string::npos);
}
