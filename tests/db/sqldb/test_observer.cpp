// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/database.hpp>

#include <string>
#include <vector>

using namespace dunlin;
using dunlin::test::caught;
using dunlin::test::test_database;

namespace {

class recorder final : public sqldb::statement_observer {
public:
    struct entry {
        std::string sql;
        std::size_t parameters;
        std::int64_t rows;
        std::string sqlstate;
        bool operator==(const entry&) const = default;
    };
    void on_statement(const sqldb::statement_event& event) noexcept override {
        seen.push_back(
            {std::string(event.sql), event.parameters, event.rows, std::string(event.sqlstate)});
        CHECK(event.duration.count() > 0);
        CHECK(event.backend_pid > 0);
    }
    std::vector<entry> seen;
};

} // namespace

TEST_CASE("each statement is seen once, without its values") {
    const test_database database;
    recorder observer;
    auto settings = database.config();
    settings.observer = &observer;
    sqldb::connection db(settings);
    db.run("SELECT :a::text, generate_series(1, 3)", {{"a", "secret"}});
    db.stream("SELECT generate_series(1, 5)", {}, [](const sqldb::row&) {});
    db.run_script("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2)");
    caught<sqldb::sql_error>([&] { db.run("SELECT 1 / :n::int", {{"n", 0}}); });
    sqldb::copy_in into(db, "COPY t FROM STDIN");
    into.write("1\n");
    into.finish();
    { sqldb::transaction change(db); }
    using entry = recorder::entry;
    CHECK(observer.seen ==
          std::vector<entry>{{"SELECT $1::text, generate_series(1, 3)", 1, 3, ""},
                             {"SELECT generate_series(1, 5)", 0, 5, ""},
                             {"CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2)", 0, 2, ""},
                             {"SELECT 1 / $1::int", 1, 0, "22012"},
                             {"COPY t FROM STDIN", 0, 1, ""},
                             {"BEGIN", 0, 0, ""},
                             {"ROLLBACK", 0, 0, ""}});
}

TEST_CASE("no value is in the message of a failed conversion that the client makes") {
    const test_database database;
    sqldb::connection db(database.config());
    const auto problem = caught<error>([&] {
        db.run("SELECT :a", {{"a", std::string("secret\0", 7)}});
    });
    CHECK(problem.message().find("secret") == std::string::npos);
}
