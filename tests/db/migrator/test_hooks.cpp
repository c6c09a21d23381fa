// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

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
    for (const char* each :
         {"beforeMigrate", "afterMigrate", "afterMigrateApplied", "beforeEachMigrate",
          "afterEachMigrate", "afterVersioned", "beforeRepeatables", "beforeUndo", "afterUndo",
          "beforeEachUndo", "afterEachUndo", "afterMigrateError", "afterEachMigrateError"}) {
        write_callback(p, each);
    }
    up(p.settings());
    CHECK(log(p) == "beforeMigrate beforeEachMigrate V1 afterEachMigrate beforeEachMigrate V2 "
                    "afterEachMigrate afterVersioned beforeRepeatables beforeEachMigrate R "
                    "afterEachMigrate afterMigrateApplied afterMigrate");
    p.execute("TRUNCATE log");
    CHECK(up(p.settings()).applied.empty());
    CHECK(log(p) == "beforeMigrate afterMigrate");
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
    CHECK(problem.aftermath == "Nothing of 2 was kept.");
    CHECK(log(p) == "beforeEachMigrate V1");
    CHECK(p.applied() == "1");
}

TEST_CASE("a role that a callback takes holds for the migration, not for the ledger") {
    const project p;
    const std::string role = p.database.name() + "_owner";
    p.execute("CREATE ROLE " + role + "; GRANT CREATE ON SCHEMA public TO " + role);
    p.write("beforeEachMigrate.sql", "SET ROLE " + role + ";");
    p.write("V1__a.sql", "CREATE TABLE a (id int);");
    p.write("V2__b.sql", "CREATE INDEX CONCURRENTLY a_id ON a (id);");
    up(p.settings());
    CHECK(p.ask("SELECT tableowner FROM pg_tables WHERE tablename = 'a'") == role);
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
    CHECK(up(p.settings(), together).current == "3");
    CHECK(log(p) == "V1 V2 R beforeEachMigrate V3");
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
