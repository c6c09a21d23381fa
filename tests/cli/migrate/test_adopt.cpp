// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>

using namespace migrate_test;

namespace {

/// Three migrations, two of them applied, and sqlx's own table of them.
struct sqlx_project : project {
    sqlx_project() {
        write("1_a.up.sql", "CREATE TABLE a ();\n");
        write("1_a.down.sql", "DROP TABLE a;\n");
        write("2_b.up.sql", "CREATE TABLE b ();\n");
        write("2_b.down.sql", "DROP TABLE b;\n");
        write("3_c.up.sql", "CREATE TABLE c ();\n");
        write("3_c.down.sql", "DROP TABLE c;\n");
        const auto half =
            run({"migrate", "up", "--to", "2", "--source-format", "sqlx", "--ledger", "sqlx"});
        REQUIRE_MESSAGE(half.exit_code == 0, half.err);
    }
    [[nodiscard]] std::string ask(const std::string& sql) const {
        dunlin::sqldb::connection db(database.config());
        return dunlin::sqldb::query_value<std::string>(db, sql);
    }
};

constexpr auto theirs = "SELECT string_agg(version::text, ',' ORDER BY version) FROM "
                        "_sqlx_migrations WHERE success";

} // namespace

TEST_CASE("a history is taken over with its checksums verified, and given back") {
    const sqlx_project p;
    const auto shown = p.run({"migrate", "adopt", "--dry-run"});
    CHECK(shown.exit_code == 0);
    CHECK(contains(shown.err, "1: migrations/1_a.up.sql, checksum verified\n"));
    CHECK(contains(shown.err, "nothing was changed"));

    CHECK(p.run({"migrate", "adopt"}).exit_code == 0);
    CHECK(p.ask("SELECT string_agg(version || ' ' || tool || ' ' || (down_sql IS NOT NULL), ',' "
                "ORDER BY rank) FROM dunlin.migrations") == "1 sqlx true,2 sqlx true");
    CHECK(p.ask("SELECT string_agg(action, ',') FROM dunlin.events") == "adopt");
    CHECK(p.ask(theirs) == "1,2");
    CHECK(p.run({"migrate", "adopt"}).exit_code == 4);

    const auto rest = p.run({"migrate", "up"});
    CHECK(rest.exit_code == 0);
    CHECK(contains(rest.err, "applied 3"));
    CHECK(p.ask(theirs) == "1,2");
    CHECK(p.run({"status", "--check"}).exit_code == 0);

    CHECK(p.run({"migrate", "adopt", "--back", "--from", "sqlx"}).exit_code == 0);
    CHECK(p.ask(theirs) == "1,2,3");
    p.run({"migrate", "down", "--steps", "2"});
    CHECK(p.run({"migrate", "adopt", "--back", "--from", "sqlx"}).exit_code == 0);
    CHECK(p.ask(theirs) == "1");
    CHECK(p.run({"status", "--check", "--ledger", "sqlx"}).exit_code == 3);
}

TEST_CASE("a file that was changed since is refused, unless it is taken as it is") {
    const sqlx_project p;
    p.write("2_b.up.sql", "CREATE TABLE b (x int);\n");
    const auto refused = p.run({"migrate", "adopt"});
    CHECK(refused.exit_code == 4);
    CHECK(contains(refused.err, "changed after they were applied: 2 (migrations/2_b.up.sql)"));
    CHECK(p.run({"migrate", "adopt", "--accept-changed"}).exit_code == 0);
    CHECK(p.run({"status", "--check"}).exit_code == 3);
}

TEST_CASE("a failed migration of the other tool is named and nothing is taken over") {
    const sqlx_project p;
    {
        dunlin::sqldb::connection db(p.database.config());
        db.run_script("UPDATE _sqlx_migrations SET success = false WHERE version = 2");
    }
    CHECK(p.run({"migrate", "adopt"}).exit_code == 4);
    CHECK(p.run({"migrate", "up"}).exit_code == 4);
    CHECK(p.run({"migrate", "adopt", "--back", "--from", "sqlx"}).exit_code == 4);
    CHECK(p.ask("SELECT coalesce(to_regclass('dunlin.migrations')::text, 'none')") == "none");
}

TEST_CASE("a version that is not in the folder is named and nothing is taken over") {
    const project p;
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");
    {
        dunlin::sqldb::connection db(p.database.config());
        db.run_script("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean "
                      "NOT NULL); INSERT INTO schema_migrations VALUES (20240101, false)");
    }
    for (const bool dry_run : {true, false}) {
        std::vector<std::string> line{"migrate", "adopt", "--from", "golang-migrate"};
        if (dry_run) {
            line.emplace_back("--dry-run");
        }
        const auto run = p.run(line);
        CHECK(run.exit_code == 4);
        CHECK(contains(run.err, "public.schema_migrations records versions without a file in the "
                                "folder: 20240101\nhint: restore the files"));
    }
    // The first one has not run: the folder is as it was.
    CHECK(contains(p.run({"status", "--ledger", "dunlin"}).err, "1 pending"));
}

TEST_CASE("a history that was never taken over is not given back as an empty one") {
    const sqlx_project p;
    const auto run = p.run({"migrate", "adopt", "--back", "--from", "sqlx"});
    CHECK(run.exit_code == 4);
    CHECK(contains(run.err, "dunlin.migrations records no migrations to write back"));
    CHECK(p.ask(theirs) == "1,2");
}

TEST_CASE("another tool's history stops up before a folder of dunlin's own is run over it") {
    const sqlx_project p;
    p.folder.write("own/1.01_x.sql", "-- Version: 1.01\nCREATE TABLE x ();\n");
    const auto run = p.run({"-m", "own", "migrate", "up"});
    CHECK(run.exit_code == 4);
    CHECK(contains(run.err, "sqlx keeps the history of this database in _sqlx_migrations"));
    CHECK(p.run({"-m", "own", "migrate", "up", "--ledger", "dunlin"}).exit_code == 0);
}

TEST_CASE("without another tool's table there is nothing to take over") {
    const project p;
    write_two(p);
    CHECK(p.run({"migrate", "adopt"}).exit_code == 5);
    CHECK(p.run({"migrate", "adopt", "--from", "gose"}).exit_code == 2);
    CHECK(p.run({"migrate", "adopt", "--back"}).exit_code == 2);
}
