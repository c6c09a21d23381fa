// SPDX-License-Identifier: MIT
#include "proxied.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <string_view>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::sender;
using dunlin::test::test_database;
using dunlin::test::verdict;
using dunlin::test::wire_message;

namespace {

/// Ends a session as an administrator would.
void terminate(const test_database& database, int backend_pid) {
    sqldb::connection admin(database.config());
    dunlin::test::end_session(admin, backend_pid);
}

bool is_query(const wire_message& message, std::string_view text) {
    return message.from == sender::client && message.type == 'Q' &&
           message.body.substr(0, text.size()) == text;
}

} // namespace

TEST_CASE("a session ended by the administrator is a connection error with the server's words") {
    const test_database database;
    sqldb::connection db(database.config());
    terminate(database, db.backend_pid());
    const auto problem = caught<error>([&] { db.run("SELECT 1", {}); });
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.sqlstate == "57P01");
    CHECK_FALSE(db.is_open());
    CHECK(caught<error>([&] { db.run("SELECT 1", {}); }).kind() == error_kind::connection);
}

TEST_CASE("a connection that breaks names the statement, and no value") {
    const test_database database;
    const proxied server(database, [](const wire_message& message) {
        return message.type == 'B' ? verdict::cut_before : verdict::forward;
    });
    sqldb::connection db(server.settings());
    const auto problem = caught<error>([&] {
        db.run("SELECT :key::text, 'secret'", {{"key", "secret value"}});
    });
    CHECK(problem.kind() == error_kind::connection);
    CHECK(problem.message() ==
          "the connection to the server was lost while running: SELECT :key::text, ?");
    CHECK(problem.statement == "SELECT :key::text, 'secret'");
    CHECK(problem.detail.find("secret") == std::string::npos);
}

TEST_CASE("a connection that is lost after COMMIT was sent leaves the outcome in doubt") {
    const test_database database;
    sqldb::connection(database.config()).run_script("CREATE TABLE t (n int)");
    for (const auto when : {verdict::cut_before, verdict::cut_after}) {
        const proxied server(database, [&](const wire_message& message) {
            return is_query(message, "COMMIT") ? when : verdict::forward;
        });
        sqldb::connection db(server.settings());
        sqldb::transaction change(db);
        change.run("INSERT INTO t VALUES (1)", {});
        const auto problem = caught<error>([&] { change.commit(); });
        CHECK(problem.kind() == error_kind::in_doubt);
        CHECK_FALSE(problem.hint().empty());
    }
}

TEST_CASE("a connection that was lost before COMMIT is not in doubt") {
    const test_database database;
    sqldb::connection db(database.config());
    sqldb::transaction change(db);
    terminate(database, db.backend_pid());
    CHECK(caught<error>([&] { change.commit(); }).kind() == error_kind::connection);
}

TEST_CASE("a transaction whose connection is lost ends in silence") {
    const test_database database;
    sqldb::connection db(database.config());
    {
        sqldb::transaction change(db);
        sqldb::savepoint inner(change);
        terminate(database, db.backend_pid());
    }
    CHECK_FALSE(db.is_open());
}
