// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/config.hpp>

#include <doctest/doctest.h>
#include <support/environment.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <string>
#include <vector>

using dunlin::test::scoped_variable;

namespace {

bool is_same(const std::string& left, const std::string& right) {
    dunlin::sqldb::config a;
    a.url = left;
    dunlin::sqldb::config b;
    b.url = right;
    return dunlin::sqldb::is_same_database(a, b) && dunlin::sqldb::is_same_database(b, a);
}

struct pair {
    std::string left;
    std::string right;
    bool same;
};

} // namespace

TEST_CASE("two addresses are one database when host, port and name are") {
    const std::vector<pair> pairs{
        {"postgres://a@db.example/app", "postgresql://b:secret@db.example:5432/app", true},
        {"postgres://a@db.example/app", "host=DB.Example dbname=app user=c", true},
        {"postgres://db.example./app", "postgres://db.example/app?sslmode=disable", true},
        {"postgres://db.example/app", "postgres://db.example/app2", false},
        {"postgres://db.example/app", "postgres://db.example/APP", false},
        {"postgres://db.example/app", "postgres://db2.example/app", false},
        {"postgres://db.example/app", "postgres://db.example:5433/app", false},
        {"postgres://localhost/app", "postgres://127.0.0.1/app", true},
        {"postgres://localhost/app", "postgres://[::1]/app", true},
        {"postgres://localhost/app", "postgres://127.0.0.2/app", false},
        {"postgres:///app?host=/tmp", "postgres:///app?host=/tmp/", true},
        {"postgres:///app?host=/tmp", "postgres:///app?host=/tmp/x/..", true},
        {"postgres:///app?host=/tmp", "postgres://localhost/app", false},
        {"postgres:///app?host=/tmp", "postgres:///app?host=/tmp&port=5433", false},
        {"postgres://a,b:5433/app", "postgres://b:5433/app", true},
        {"postgres://a,b/app?port=5433", "postgres://b:5433/app", true},
        {"postgres://a,b/app", "postgres://c/app", false},
        {"host=a hostaddr=10.0.0.1 dbname=app", "postgres://10.0.0.1/app", true},
        {"postgres://app@db.example", "postgres://x@db.example/app", true},
    };
    const scoped_variable host("PGHOST", std::nullopt);
    const scoped_variable port("PGPORT", std::nullopt);
    const scoped_variable name("PGDATABASE", std::nullopt);
    for (const auto& pair : pairs) {
        CAPTURE(pair.left);
        CAPTURE(pair.right);
        CHECK(is_same(pair.left, pair.right) == pair.same);
    }
}

TEST_CASE("what an address leaves open is filled in as libpq fills it in") {
    const scoped_variable host("PGHOST", "db.example");
    const scoped_variable port("PGPORT", "5433");
    const scoped_variable name("PGDATABASE", "app");
    CHECK(is_same("", "postgres://db.example:5433/app"));
    CHECK(is_same("dbname=app", "postgres://db.example:5433/app"));
    CHECK_FALSE(is_same("", "postgres://db.example:5432/app"));
}

TEST_CASE("a folder of sockets is the same behind a link") {
    const dunlin::test::temporary_folder folder;
    std::filesystem::create_directory(folder / "real");
    std::filesystem::create_symlink("real", folder / "link");
    CHECK(is_same("host=" + (folder / "real").string() + " dbname=a",
                  "host=" + (folder / "link").string() + " dbname=a"));
}
