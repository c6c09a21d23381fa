// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/adopt.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <chrono>
#include <memory>
#include <pqxx/nontransaction>
#include <string>

using namespace dunlin;
using namespace std::chrono_literals;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

std::unique_ptr<pqxx::connection> open_session(const test_database& database,
                                               const std::string& option = "") {
    const std::string url = database.url();
    const std::string more = option.empty() ? "" : (url.find('?') == url.npos ? "?" : "&") + option;
    return std::make_unique<pqxx::connection>(url + more);
}

int backend_of(sqldb::executor& db) {
    return sqldb::query_value<std::int32_t>(db, "SELECT pg_backend_pid()");
}

} // namespace

TEST_CASE("a service's session is gone on with, and not opened anew") {
    const test_database database;
    auto opened = open_session(database);
    const int backend = opened->backendpid();
    {
        pqxx::nontransaction plain(*opened);
        plain.exec("CREATE TEMPORARY TABLE of_the_session AS SELECT 7 AS n");
    }
    sqldb::connection db = sqldb::adopt(std::move(opened));
    CHECK(db.backend_pid() == backend);
    CHECK(backend_of(db) == backend);
    sqldb::transaction change(db);
    CHECK(sqldb::query_value<std::int32_t>(change, "SELECT n FROM of_the_session") == 7);
    change.commit();
    std::int64_t streamed = 0;
    db.stream("SELECT n FROM of_the_session", {},
              [&](const sqldb::row& row) { streamed += std::stoi(std::string(row.text(0))); });
    CHECK(streamed == 7);
}

TEST_CASE("a session that was taken over is bounded as any other, and not opened again when lost") {
    const test_database database;
    sqldb::config settings;
    settings.statement_timeout = 20ms;
    sqldb::connection db = sqldb::adopt(open_session(database), settings);
    CHECK(caught<error>([&] { db.run("SELECT pg_sleep(3600)", {}); }).kind() ==
          error_kind::timed_out);
    CHECK(sqldb::query_value<std::int32_t>(db, "SELECT 1") == 1);

    sqldb::connection other(database.config());
    other.run("SELECT pg_terminate_backend(:pid::int)", {{"pid", db.backend_pid()}});
    CHECK(caught<error>([&] { db.run("SELECT 1", {}); }).kind() == error_kind::connection);
    CHECK(caught<error>([&] { db.run("SELECT 1", {}); }).kind() == error_kind::connection);
    CHECK_FALSE(db.is_open());
}

TEST_CASE("what cannot be worked with is refused") {
    const test_database database;
    CHECK(caught<error>([] { sqldb::adopt(nullptr); }).kind() == error_kind::usage);
    auto busy = open_session(database);
    {
        pqxx::nontransaction plain(*busy);
        plain.exec("BEGIN");
    }
    CHECK(caught<error>([&] { sqldb::adopt(std::move(busy)); }).kind() == error_kind::usage);
    const auto latin =
        caught<error>([&] { sqldb::adopt(open_session(database, "client_encoding=LATIN1")); });
    CHECK(latin.kind() == error_kind::config);
    CHECK(latin.message().find("LATIN1") != std::string::npos);
}
