// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/pending_connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>
#include <support/environment.hpp>
#include <support/wait_until.hpp>

#include <cstdlib>
#include <string>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::scoped_variable;
using dunlin::test::test_database;
using dunlin::test::wait_until;

namespace {

/// Sessions of this database that the server has begun.
std::string sessions_in(const test_database& database) {
    sqldb::config asking = database.config();
    asking.name = "postgres";
    sqldb::connection db(asking);
    return sqldb::query_value<std::string>(
        db, "SELECT count(*)::text FROM pg_stat_activity WHERE backend_type = 'client backend' AND "
            "datname = '" +
                database.name() + "'");
}

} // namespace

TEST_CASE("the server begins a session while its owner does something else") {
    const test_database database;
    sqldb::pending_connection opening(database.config());
    wait_until([&] { return sessions_in(database) != "0"; });
    CHECK(sessions_in(database) == "1");
    sqldb::connection db = opening.finish();
    CHECK(sqldb::query_value<std::string>(db, "SHOW TimeZone") == "UTC");
    CHECK(db.backend_pid() == sqldb::query_value<int>(db, "SELECT pg_backend_pid()"));
}

TEST_CASE("what is wrong with a connection is said when it is wanted") {
    sqldb::config nobody;
    nobody.url = "host=/nowhere dbname=x";
    sqldb::pending_connection refused(nobody);
    CHECK(caught<error>([&] { refused.finish(); }).kind() == error_kind::connection);
    sqldb::config senseless;
    senseless.url = "no url at all";
    sqldb::pending_connection misread(senseless);
    CHECK(caught<error>([&] { misread.finish(); }).kind() == error_kind::config);
}

TEST_CASE("one that is begun and not wanted leaves neither a session nor the environment behind") {
    const test_database database;
    const scoped_variable zone("PGTZ", "Asia/Tokyo");
    {
        const sqldb::pending_connection opening(database.config());
        CHECK(std::string(std::getenv("PGTZ")) == "Asia/Tokyo");
    }
    CHECK_NOTHROW(wait_until([&] { return sessions_in(database) == "0"; }));
}
