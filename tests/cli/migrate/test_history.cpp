// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>

using namespace migrate_test;

namespace {

using words = std::vector<std::string>;

/// The rows without their times and actors, which differ from run to run.
std::string history(const project& p, const words& more = {}) {
    words all{"migrate", "history", "-o", "csv"};
    all.insert(all.end(), more.begin(), more.end());
    const auto run = p.run(all);
    CHECK_MESSAGE(run.exit_code == 0, run.err);
    std::string rows;
    std::string_view rest = run.out;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        rows += line.substr(line.find(',', line.find(',') + 1) + 1);
        rows += '\n';
    }
    return rows;
}

} // namespace

TEST_CASE("migrate history lists the events of the ledger, newest first") {
    const project p;
    write_two(p);
    CHECK(history(p) == "action,version,detail\n");
    REQUIRE(p.run({"migrate", "up", "--to", "1"}).exit_code == 0);
    REQUIRE(p.run({"migrate", "down"}).exit_code == 0);
    p.write("2_second.sql", "SELECT 1 / 0;\n");
    REQUIRE(p.run({"migrate", "up"}).exit_code == 1);
    CHECK(history(p) == "action,version,detail\n"
                        "fail,2,division by zero\nup,1,\ndown,1,\nup,1,\n");
    CHECK(history(p, {"01"}) == "action,version,detail\nup,1,\ndown,1,\nup,1,\n");
    CHECK(history(p, {"--action", "up", "--limit", "1"}) == "action,version,detail\nup,1,\n");
    CHECK(history(p, {"3"}) == "action,version,detail\n");
    CHECK(contains(p.run({"migrate", "history", "--limit", "3"}).out,
                   "\n(3 rows, more were left out)\n"));
    CHECK(contains(p.run({"migrate", "history", "--limit", "3", "-o", "json"}).out,
                   "\n],\"truncated\":true}\n"));
    CHECK(p.run({"migrate", "history", "--action", "undo"}).exit_code == 2);
    // The files are not needed.
    std::filesystem::remove_all(p.folder.path() / "migrations");
    CHECK(history(p, {"--action", "fail"}) == "action,version,detail\nfail,2,division by zero\n");
}

TEST_CASE("an event of a time that no calendar shows, or with a secret, breaks nothing") {
    const project p;
    write_two(p);
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    dunlin::sqldb::connection(p.database.config())
        .run_script("INSERT INTO dunlin.events (at, actor, action, detail) VALUES "
                    "('-infinity', E'a\x1b[31m', 'fail', 'at postgres://u:s3cret@h/d')");
    const auto json = p.run({"migrate", "history", "-o", "ndjson", "--action", "fail"});
    CHECK(json.out ==
          "{\"at\":null,\"actor\":\"a\\u001b[31m\",\"action\":\"fail\",\"version\":null,"
          "\"detail\":\"at postgres://u:***@h/d\"}\n");
    CHECK(contains(p.run({"migrate", "history"}).out, "a\\x1b[31m"));
}

TEST_CASE("another tool's history is what is applied now, and is said to be that") {
    const project p;
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");
    p.write("00002_b.sql", "-- +goose Up\nCREATE TABLE b ();\n-- +goose Down\nDROP TABLE b;\n");
    REQUIRE(p.run({"migrate", "up", "--ledger", "goose"}).exit_code == 0);
    CHECK(history(p) == "action,version,detail\nup,2,\nup,1,\n");
    CHECK(p.run({"migrate", "history", "-o", "csv"}).err ==
          "goose keeps no events: \"up\" is each migration of public.goose_db_version that is "
          "applied now\n");
}

TEST_CASE("events that row-level security hides are refused") {
    const project p;
    write_two(p);
    REQUIRE(p.run({"migrate", "up"}).exit_code == 0);
    dunlin::sqldb::connection(p.database.config())
        .run_script("ALTER TABLE dunlin.events ENABLE ROW LEVEL SECURITY;"
                    "CREATE ROLE " +
                    p.database.name() +
                    "_reader;"
                    "GRANT USAGE ON SCHEMA dunlin TO " +
                    p.database.name() +
                    "_reader;"
                    "GRANT SELECT ON ALL TABLES IN SCHEMA dunlin TO " +
                    p.database.name() + "_reader");
    const auto run = p.run({"migrate", "history", "--role", p.database.name() + "_reader"});
    CHECK(run.exit_code == 8);
    dunlin::sqldb::connection(p.database.config())
        .run_script("DROP OWNED BY " + p.database.name() + "_reader; DROP ROLE " +
                    p.database.name() + "_reader");
}
