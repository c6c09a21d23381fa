// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;
using migrator_test::recording_observer;
using namespace std::chrono_literals;

namespace {

/// What the callbacks wrote, in order.
std::string log(const project& p) {
    return p.ask("SELECT coalesce(string_agg(what, ' ' ORDER BY id), '') FROM log");
}

void write_callback(const project& p, const std::string& event) {
    p.write(event + ".sql", "INSERT INTO log (what) VALUES ('" + event + "');");
}

/// Two migrations, a repeatable one, and a table to write to.
void prepare(const project& p) {
    p.execute("CREATE TABLE log (id serial, what text)");
    p.write("V1__a.sql", "INSERT INTO log (what) VALUES ('V1');");
    p.write("V2__b.sql", "INSERT INTO log (what) VALUES ('V2');");
    p.write("U2__b.sql", "INSERT INTO log (what) VALUES ('U2');");
    p.write("R__c.sql", "INSERT INTO log (what) VALUES ('R');");
}

} // namespace

TEST_CASE("callbacks run in flyway's order, those of a run also when nothing is pending") {
    const project p;
    prepare(p);
    for (const char* name :
         {"beforeMigrate", "afterMigrate", "afterMigrateApplied", "beforeEachMigrate",
          "afterEachMigrate", "afterVersioned", "beforeRepeatables", "beforeUndo", "afterUndo",
          "beforeEachUndo", "afterEachUndo", "afterMigrateError", "afterEachMigrateError"}) {
        write_callback(p, name);
    }
    up(p.settings());
    CHECK(log(p) == "beforeMigrate beforeEachMigrate V1 afterEachMigrate beforeEachMigrate V2 "
                    "afterEachMigrate afterVersioned beforeRepeatables beforeEachMigrate R "
                    "afterEachMigrate afterMigrateApplied afterMigrate");
    p.execute("TRUNCATE log");
    CHECK(up(p.settings()).applied.empty());
    CHECK(log(p) == "beforeMigrate afterVersioned afterMigrate");
    p.execute("TRUNCATE log");
    down(p.settings());
    CHECK(log(p) == "beforeUndo beforeEachUndo U2 afterEachUndo afterUndo");
}

TEST_CASE("callbacks around each migration share its transaction") {
    const project p;
    prepare(p);
    write_callback(p, "beforeEachMigrate");
    p.write("afterEachMigrate.sql", "SELECT 1;\nSELECT 1 / (count(*) - 4) FROM log;");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("afterEachMigrate.sql"));
    CHECK(problem.where()->line == 2);
    CHECK(problem.aftermath ==
          "Migration 2 was not applied. Pending after it: R__c; the same command continues.");
    CHECK(log(p) == "beforeEachMigrate V1");
    CHECK(p.applied() == "1");
}

TEST_CASE("a role that a callback takes holds for the migration, not for the ledger") {
    const project p;
    const std::string role = p.database.name() + "_owner";
    p.execute("CREATE ROLE " + role + "; GRANT CREATE ON SCHEMA public TO " + role);
    p.write("beforeEachMigrate.sql", "SET ROLE " + role + ";");
    p.write("V1__a.sql", "CREATE TABLE a (id int);");
    p.write("V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE TABLE b (id int);");
    up(p.settings());
    CHECK(p.ask("SELECT string_agg(DISTINCT tableowner, ' ') FROM pg_tables WHERE tablename IN "
                "('a', 'b')") == role);
    CHECK(p.applied() == "1 2");
    p.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_CASE("callbacks for failures run when the migration was rolled back") {
    const project p;
    prepare(p);
    write_callback(p, "afterEachMigrateError");
    write_callback(p, "afterMigrateError");
    p.write("V2__b.sql", "SELECT 1 / 0;");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); }).message().find("division by zero") !=
          std::string::npos);
    CHECK(log(p) == "V1 afterEachMigrateError afterMigrateError");
    p.write("afterMigrateError.sql", "SELECT 2 / 0;");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); }).where()->file.ends_with("V2__b.sql"));
}

TEST_CASE("a callback that cannot run in a transaction runs beside it") {
    const project p;
    prepare(p);
    p.write("afterMigrate.sql", "VACUUM log; ANALYZE log;");
    p.write("afterEachMigrate.sql", "VACUUM log;");
    CHECK(up(p.settings()).current == "2");
    up_options together;
    together.single_transaction = true;
    p.write("V3__c.sql", "INSERT INTO log (what) VALUES ('V3');");
    write_callback(p, "beforeEachMigrate");
    const auto refused = caught<dunlin::error>([&] { up(p.settings(), together); });
    CHECK(refused.kind() == dunlin::error_kind::usage);
    CHECK(refused.message().find("afterEachMigrate.sql cannot run in a transaction") !=
          std::string::npos);
    CHECK(log(p) == "V1 V2 R");
    p.write("afterEachMigrate.sql", "SELECT 1;");
    CHECK(up(p.settings(), together).current == "3");
    CHECK(log(p) == "V1 V2 R beforeEachMigrate V3");
}

TEST_CASE("beforeMigrate may change the history that the run then goes by") {
    const project p;
    p.execute("CREATE TABLE log (id serial, what text)");
    p.write("V1__a.sql", "DROP INDEX CONCURRENTLY IF EXISTS log_id;\n"
                         "CREATE INDEX CONCURRENTLY log_id ON log (id);");
    settings settings = p.settings();
    settings.ledger.tool = "flyway";
    up(settings);
    p.write("V2__b.sql", "SELECT 1;");
    p.write("beforeMigrate.sql", "DELETE FROM flyway_schema_history WHERE version = '1';");
    p.execute("DROP SCHEMA dunlin CASCADE"); // the journal, which the first plan has no use for
    CHECK(up(settings).applied.size() == 2);
    CHECK(p.ask("SELECT string_agg(installed_rank || ':' || version, ' ' ORDER BY installed_rank) "
                "FROM flyway_schema_history") == "1:1 2:2");
}

TEST_CASE(
    "a callback behind steps that fails leaves the migration to be finished by the next run") {
    const project p;
    prepare(p);
    p.write("V2__b.sql", "CREATE INDEX CONCURRENTLY log_id ON log (id);");
    p.write("V1__a.sql", "SELECT 1;");
    p.write("afterEachMigrate.sql",
            "SELECT 1 / (count(*) - 2) FROM log; INSERT INTO log (what) VALUES ('after');");
    p.execute("INSERT INTO log (what) VALUES ('x')");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.where()->file.ends_with("afterEachMigrate.sql"));
    CHECK(
        problem.aftermath ==
        "Migration 2: 1 of 1 steps completed; `dunlin migrate up` resumes after the completed steps. Pending after it: R__c; the same command continues.");
    CHECK(p.applied() == "1");
    p.execute("INSERT INTO log (what) VALUES ('y')");
    CHECK(up(p.settings()).applied.size() == 2);
    CHECK(p.applied() == "1 2 R__c");
    CHECK(log(p) == "x after y after R after");
}

TEST_CASE("a callback behind the transaction that fails says that the migration is recorded") {
    const project p;
    prepare(p);
    p.write("afterEachMigrate.sql", "VACUUM log; VACUUM nowhere;");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.where()->file.ends_with("afterEachMigrate.sql"));
    CHECK(
        problem.aftermath ==
        "1 was applied and recorded before this. Its hooks after the transaction do not "
        "run again: run them by hand, then run `dunlin migrate up` to continue. Pending after it: 2, R__c; the same "
        "command continues.");
    CHECK(log(p) == "V1");
    CHECK(p.applied() == "1");
}

TEST_CASE("a callback that waits for a lock is tried again as a migration is, naming the holder") {
    const project p;
    prepare(p);
    p.write("beforeMigrate.sql", "LOCK TABLE log;");
    dunlin::sqldb::connection holder(p.database.config());
    holder.run_script("SET application_name = 'the holder'; BEGIN; LOCK TABLE log");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    settings.lock.timeout = 1200ms;
    seen.when_retrying = [&] { holder.run_script("ROLLBACK"); };
    up(settings);
    REQUIRE(seen.retries.size() == 1);
    CHECK(seen.retries[0].find("the holder as ") != std::string::npos);
    CHECK(log(p) == "V1 V2 R");
}

TEST_CASE("a callback with a mistake is found before anything runs") {
    const project p;
    prepare(p);
    p.write("afterMigrate.sql", "SELECT 1;\nSELECT '${nowhere}';");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK(problem.where()->line == 2);
    CHECK(log(p).empty());
}

TEST_CASE("a setting of a callback that stands alone does not reach the migrations") {
    const project p;
    p.write("beforeMigrate.sql", "SET application_name = 'the callback';");
    p.write("V1__a.sql", "CREATE TABLE seen AS SELECT current_setting('application_name') AS it;");
    up(p.settings());
    CHECK(p.ask("SELECT it FROM seen") != "the callback");
}

TEST_CASE("callbacks around the validation run before the history is checked, and may correct it") {
    const project p;
    prepare(p);
    settings settings = p.settings();
    settings.ledger.tool = "flyway";
    up(settings);
    p.write("V1__a.sql", "SELECT 'changed';");
    write_callback(p, "afterValidate");
    write_callback(p, "afterValidateError");
    p.execute("TRUNCATE log");
    CHECK(caught<dunlin::error>([&] { up(settings); }).kind() == dunlin::error_kind::history);
    CHECK(log(p) == "afterValidateError");
    p.write("beforeValidate.sql",
            "UPDATE flyway_schema_history SET checksum = NULL WHERE version = '1';\n"
            "INSERT INTO log (what) VALUES ('beforeValidate');");
    p.write("V3__d.sql", "INSERT INTO log (what) VALUES ('V3');");
    write_callback(p, "beforeMigrate");
    p.execute("TRUNCATE log");
    CHECK(up(settings).current == "3");
    CHECK(log(p) == "beforeValidate afterValidate beforeMigrate V3");
    const preview plan = preview_up(settings, {}, false);
    REQUIRE(plan.before.size() == 3);
    CHECK(plan.before[0].when == hook::time::before_check);
    CHECK(plan.before[1].when == hook::time::after_check);
    p.execute("TRUNCATE log");
    p.write("flyway.conf", "flyway.validateOnMigrate=false\n");
    up(settings);
    CHECK(log(p) == "beforeMigrate");
}
