// SPDX-License-Identifier: MIT
#include "conninfo.hpp"

#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/environment.hpp>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace dunlin;
using dunlin::test::scoped_variable;

namespace {

/// The value that libpq would use for a keyword.
std::string resolved(const sqldb::config& settings, std::string_view keyword) {
    return sqldb::value_of(sqldb::resolve(settings).options, keyword);
}

std::string sslmode(const std::string& url, bool disable_tls = false) {
    sqldb::config settings;
    settings.url = url;
    settings.disable_tls = disable_tls;
    return resolved(settings, "sslmode");
}

/// A service file with one service while this lives.
class service_file {
public:
    explicit service_file(const std::string& text) {
        const int file = ::mkstemp(path_.data());
        REQUIRE(file >= 0);
        REQUIRE(::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
        ::close(file);
        variable_.emplace("PGSERVICEFILE", path_);
    }
    ~service_file() { std::remove(path_.c_str()); }
    service_file(const service_file&) = delete;
    service_file& operator=(const service_file&) = delete;

private:
    std::string path_ = "/tmp/dunlin_service_XXXXXX";
    std::optional<scoped_variable> variable_;
};

} // namespace

TEST_CASE("TLS is required unless someone has said otherwise") {
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    CHECK(sslmode("postgres://me@db/app") == "require");
    CHECK(sslmode("host=a,b") == "require");
    CHECK(sslmode("postgres://me@db/app?sslmode=prefer") == "prefer");
    CHECK(sslmode("host=db sslmode=verify-full") == "verify-full");
    CHECK(sslmode("postgres://me@db/app", true) == "disable");
    CHECK(sslmode("postgres://me@db/app?sslmode=verify-full", true) == "verify-full");
    const scoped_variable chosen("PGSSLMODE", "allow");
    CHECK(sslmode("postgres://me@db/app") == "allow");
    CHECK(sslmode("postgres://me@db/app", true) == "allow");
    CHECK(sslmode("postgres://me@db/app?sslmode=prefer") == "prefer");
}

TEST_CASE("a service file may name the sslmode, even libpq's own default") {
    const scoped_variable mode("PGSSLMODE", std::nullopt);
    const service_file file("[relaxed]\nhost=db\nsslmode=prefer\n[plain]\nhost=db\n");
    CHECK(sslmode("service=relaxed") == "prefer");
    CHECK(sslmode("service=relaxed", true) == "prefer");
    CHECK(sslmode("service=plain") == "require");
    CHECK(sslmode("service=plain", true) == "disable");
    CHECK(sslmode("service=relaxed sslmode=require") == "require");
    const scoped_variable service("PGSERVICE", "relaxed");
    CHECK(sslmode("") == "prefer");
}

TEST_CASE("options that libpq refuses are found without connecting") {
    sqldb::config settings;
    CHECK(sqldb::resolve(settings).problem.empty());
    settings.url = "host=db sslmode=maybe";
    CHECK(sqldb::resolve(settings).problem.find("maybe") != std::string::npos);
    settings.url = "service=no-such-service";
    CHECK(sqldb::resolve(settings).problem.find("no-such-service") != std::string::npos);
}

TEST_CASE("an unknown keyword is named where a known one is like it") {
    sqldb::config settings;
    const auto problem_of = [&](const std::string& url) {
        settings.url = url;
        return dunlin::test::caught<error>([&] { sqldb::conninfo_of(settings); });
    };
    const auto typo = problem_of("host=db sslmod=require");
    CHECK(typo.message() == "invalid database URL: unknown parameter \"sslmod\"");
    CHECK(typo.hint() == "did you mean sslmode?");
    CHECK(problem_of("host=db schema=app").hint().find("Prisma") != std::string::npos);
    // It may be the second half of a password.
    CHECK(problem_of("host=db password=a s3cret=b").message() ==
          "invalid database URL: invalid connection option");
}
