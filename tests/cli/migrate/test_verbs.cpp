// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/wait_until.hpp>

using namespace migrate_test;

TEST_CASE("migrate new prints the path of a file in the folder's style") {
    const project p;
    write_two(p);
    const auto run = p.run({"migrate", "new", "add index"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "migrations/3_add_index.sql\n");
    CHECK(p.run({"migrate", "new", "x", "--timestamp", "--sequence"}).exit_code == 2);
}

TEST_CASE("redo and to go both ways, with the same report") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    const auto redo = p.run({"migrate", "redo"});
    CHECK(redo.exit_code == 0);
    CHECK(contains(redo.err, "reverted 2"));
    CHECK(contains(redo.err, "reverted 1 migration and applied 1 in "));
    CHECK(contains(p.run({"migrate", "to", "1"}).err, "; now at 1, 1 pending"));
    CHECK(contains(p.run({"migrate", "to", "2"}).err, "; now at 2"));
    CHECK(p.run({"migrate", "to", "0"}).exit_code == 8);
    CHECK(p.run({"migrate", "to", "0", "--yes"}).exit_code == 0);
}

TEST_CASE("plan shows callbacks and preconditions where they run") {
    const project p;
    p.folder.write("fly/beforeMigrate.sql", "SELECT 1;");
    p.folder.write("fly/afterEachMigrate.sql", "SELECT 2;");
    p.folder.write("fly/V1__a.sql", "CREATE TABLE a ();");
    CHECK(p.run({"migrate", "plan", "-m", "fly"}).out ==
          "before run: fly/beforeMigrate.sql  (in its own transaction)\n"
          "     1 | SELECT 1;\n"
          "up 1  a  (fly/V1__a.sql, one transaction)\n"
          "     1 | CREATE TABLE a ();\n"
          "  after each: fly/afterEachMigrate.sql  (in the same transaction)\n"
          "     1 | SELECT 2;\n");
    CHECK(contains(p.run({"migrate", "plan", "-m", "fly", "-o", "ndjson"}).out,
                   "{\"moment\":\"before_run\",\"file\":\"fly/beforeMigrate.sql\",\"manner\":"
                   "\"transaction\",\"statements\":["));
    CHECK(p.run({"migrate", "up", "-m", "fly"}).exit_code == 0);
    const auto idle = p.run({"migrate", "plan", "-m", "fly"});
    CHECK(contains(idle.out, "before run: "));
    CHECK(idle.err == "no migration is pending; the scripts above still run\n");
}

TEST_CASE("plan shows preconditions before their changeset") {
    const project p;
    p.folder.write("liqui/a.sql", "--liquibase formatted sql\n--changeset j:1\n"
                                  "--preconditions onFail:MARK_RAN\n"
                                  "--precondition-sql-check expectedResult:0 SELECT 1\n"
                                  "CREATE TABLE b ();\n");
    CHECK(
        p.run({"migrate", "plan", "-m", "liqui", "--ledger", "liquibase"}).out ==
        "up a.sql::1::j  1  (liqui/a.sql, one transaction)\n"
        "  precondition: must return 0; otherwise it is recorded without running, on an error the run "
        "ends\n"
        "     4 | SELECT 1\n"
        "  the migration itself\n"
        "     5 | CREATE TABLE b ();\n");
}

TEST_CASE("plan and --dry-run show statements and change nothing") {
    const project p;
    write_two(p);
    p.write("3_c.sql", "CREATE TABLE c (\n  id int\n);\nCREATE INDEX CONCURRENTLY i ON c (id);\n");
    const auto plan = p.run({"migrate", "plan"});
    CHECK(plan.exit_code == 0);
    CHECK(contains(plan.out, "up 1  first  (migrations/1_first.sql, one transaction)\n"
                             "     1 | CREATE TABLE a ();\n"));
    CHECK(contains(plan.out, "up 3  c  (migrations/3_c.sql, 2 steps)\n"
                             "  step 1, a transaction\n"
                             "     1 | CREATE TABLE c (\n"
                             "       |   id int\n"
                             "       | );\n"
                             "  step 2, outside a transaction\n"
                             "     4 | CREATE INDEX CONCURRENTLY i ON c (id);\n"));
    CHECK(p.run({"migrate", "up", "--dry-run"}).out == plan.out);
    CHECK(contains(
        p.run({"migrate", "plan", "-o", "json"}).out,
        "\"environment\":null,\"migrations\":[{\"version\":\"1\",\"description\":\"first\","
        "\"direction\":\"up\",\"file\":\"migrations/1_first.sql\",\"manner\":"
        "\"transaction\""));
    CHECK(contains(p.run({"migrate", "plan", "--sql"}).out, "\\set ON_ERROR_STOP on\n"));
    CHECK(contains(p.run({"status", "-o", "json"}).out, "\"current\":null"));
}

TEST_CASE("baseline and repair say what they change") {
    const project p;
    write_two(p);
    const auto baseline = p.run({"migrate", "baseline", "1"});
    CHECK(baseline.exit_code == 0);
    CHECK(contains(baseline.err, "1 becomes the baseline"));
    CHECK(contains(p.run({"migrate", "up"}).err, "applied 2"));
    CHECK(p.run({"migrate", "repair"}).exit_code == 2);
    CHECK(p.run({"migrate", "repair", "--realign", "7"}).exit_code == 5);
    p.write("2_second.sql", "CREATE TABLE b (id int);");
    CHECK(p.run({"migrate", "up"}).exit_code == 4);
    const auto repair = p.run({"migrate", "repair", "--realign", "2"});
    CHECK(repair.exit_code == 0);
    CHECK(contains(repair.err, "2: checksum changes from sha256:"));
    CHECK(p.run({"migrate", "up"}).exit_code == 0);
}

TEST_CASE("another runner and a table lock are exit code 7") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);");
    p.run({"migrate", "up"});
    // It stays at work until this test lets it go on.
    p.write("2_b.sql", "SELECT pg_advisory_xact_lock(77);");
    dunlin::sqldb::connection db(p.database.config());
    db.run_script("SELECT pg_advisory_lock(77)");
    dunlin::test::running_program first({"migrate", "up", "--lock-timeout", "0"}, p.surroundings());
    dunlin::test::wait_until([&] {
        return dunlin::sqldb::query_value<std::int64_t>(
                   db,
                   "SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database "
                   "WHERE locktype = 'advisory' AND NOT granted AND datname = "
                   "current_database()") > 0;
    });
    const auto second = p.run({"migrate", "up", "--lock-wait", "0"});
    CHECK(second.exit_code == 7);
    CHECK(contains(second.err, "another run is in progress on dunlin.migrations: pid "));
    CHECK(contains(second.err, "dunlin migrate up as "));
    db.run_script("SELECT pg_advisory_unlock(77)");
    CHECK(first.wait().exit_code == 0);
}

TEST_CASE("a lock wait names the blocker, its statement and the SQL that ends it") {
    const project p;
    dunlin::sqldb::connection db(p.database.config());
    db.run_script("CREATE TABLE a ()");
    db.run_script("SET application_name = 'report'");
    db.run_script("BEGIN; SELECT *\n  FROM a");
    p.write("1_a.sql", "ALTER TABLE a ADD b int;");
    const auto run = p.run({"migrate", "up", "--lock-timeout", "900ms", "--retries", "1"});
    CHECK(run.exit_code == 7);
    const std::string pid = std::to_string(db.backend_pid());
    const std::string holder = "pid " + pid + " (report as ";
    CHECK(contains(run.err, "1: waiting for AccessExclusiveLock on a, held by " + holder));
    CHECK(contains(run.err, ", idle in transaction since 2"));
    CHECK(contains(run.err, "  pid " + pid + " last ran: BEGIN; SELECT * FROM a\n"));
    CHECK(contains(run.err, "  to end it: SELECT pg_terminate_backend(" + pid + ")\n"));
    CHECK(contains(run.err, "1: canceling statement due to lock timeout; retrying in "));
    CHECK(contains(run.err, "detail: AccessExclusiveLock on a was held by " + holder));
    CHECK(contains(run.err, "hint: tried 2 times; end what holds the lock with "
                            "SELECT pg_terminate_backend(" +
                                pid + "), try again when"));
}
