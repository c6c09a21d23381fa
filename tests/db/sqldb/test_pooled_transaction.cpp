// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

struct counter {
    counter() {
        sqldb::exec(pool, "CREATE TABLE counter (n int NOT NULL)");
        sqldb::exec(pool, "INSERT INTO counter VALUES (0)");
    }
    std::int32_t value() { return sqldb::query_value<std::int32_t>(pool, "SELECT n FROM counter"); }

    test_database database;
    sqldb::pool pool{database.config()};
};

} // namespace

TEST_CASE("a transaction of a pool is kept by commit() alone") {
    counter all;
    {
        auto kept = all.pool.begin();
        CHECK(kept.in_transaction());
        sqldb::exec(kept, "UPDATE counter SET n = 1");
        kept.commit();
    }
    {
        auto undone = all.pool.begin();
        sqldb::exec(undone, "UPDATE counter SET n = 2");
    }
    CHECK(all.value() == 1);
    CHECK(all.pool.idle_count() == 1);
    auto reading = all.pool.begin(sqldb::isolation::repeatable_read, sqldb::access::read_only);
    CHECK(caught<error>([&] { sqldb::exec(reading, "UPDATE counter SET n = 3"); }).kind() ==
          error_kind::read_only);
}

TEST_CASE("work in a transaction is committed, and its result returned") {
    counter all;
    const auto found = all.pool.in_transaction([](sqldb::transaction& db) {
        sqldb::exec(db, "UPDATE counter SET n = n + 1");
        return sqldb::query_value<std::int32_t>(db, "SELECT n FROM counter");
    });
    CHECK(found == 1);
    CHECK(all.value() == 1);
    CHECK_THROWS_AS(all.pool.in_transaction([](sqldb::transaction& db) {
        sqldb::exec(db, "UPDATE counter SET n = 5");
        throw std::runtime_error("no");
    }),
                    std::runtime_error);
    CHECK(all.value() == 1);
}

TEST_CASE("a serialization failure runs the work again") {
    counter all;
    std::atomic<int> attempts{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 10; ++round) {
                all.pool.in_transaction(
                    [&](sqldb::transaction& db) {
                        ++attempts;
                        const auto n =
                            sqldb::query_value<std::int32_t>(db, "SELECT n FROM counter");
                        sqldb::exec(db, "UPDATE counter SET n = :n", {{"n", n + 1}});
                    },
                    {.level = sqldb::isolation::serializable, .retries = 1000});
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    CHECK(all.value() == 40);
    CHECK(attempts >= 40);
}

TEST_CASE("the last of the attempts throws, and other errors are not tried again") {
    counter all;
    int attempts = 0;
    const auto fail = [&](const std::string& sqlstate) {
        attempts = 0;
        return caught<sqldb::sql_error>([&] {
            all.pool.in_transaction(
                [&](sqldb::transaction& db) {
                    ++attempts;
                    sqldb::exec(db, "UPDATE counter SET n = n + 1");
                    db.session().run_script("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '" +
                                            sqlstate + "'; END $$");
                },
                {.retries = 2});
        });
    };
    CHECK(fail("40001").kind() == error_kind::serialization_failure);
    CHECK(attempts == 3);
    CHECK(fail("40P01").kind() == error_kind::deadlock);
    CHECK(attempts == 3);
    CHECK(fail("23505").kind() == error_kind::unique_violation);
    CHECK(attempts == 1);
    CHECK(all.value() == 0);
    CHECK(all.pool.open_count() == all.pool.idle_count());
}
