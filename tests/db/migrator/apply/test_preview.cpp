// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace dunlin::migrator;
using migrator_test::project;

TEST_CASE("a preview lists the statements, writes nothing and takes no lock") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);");
    p.write("2_b.sql",
            "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY i ON b (id);\nSELECT 1;");
    const preview seen = preview_up(p.settings());
    REQUIRE(seen.steps.size() == 2);
    CHECK_FALSE(seen.steps[0].in_steps);
    REQUIRE(seen.steps[0].statements.size() == 2);
    CHECK(seen.steps[0].statements[1].text == "INSERT INTO a VALUES (1)");
    CHECK(seen.steps[0].statements[1].line == 2);
    CHECK(seen.steps[1].in_steps);
    CHECK(seen.steps[1].steps == 3);
    CHECK_FALSE(seen.steps[1].statements[1].in_transaction);
    CHECK(seen.steps[1].statements[2].step == 3);
    CHECK(seen.sql.empty());
    CHECK_FALSE(p.has_table("dunlin.migrations"));
}

namespace {

/// Runs a script with psql; its exit code.
int run_psql(const project& p, const std::string& script) {
    p.folder.write("script.psql", script);
    const std::string command = std::string(DUNLIN_PSQL) + " -X -q -d '" + p.database.url() +
                                "' -f '" + (p.folder / "script.psql").string() + "' 2>/dev/null";
    return std::system(command.c_str());
}

std::vector<std::string> moments(const std::vector<preview_hook>& all) {
    std::vector<std::string> moments;
    for (const preview_hook& hook : all) {
        moments.push_back(std::string(to_string(hook.when)) + (hook.within     ? " within"
                                                               : hook.in_steps ? " in steps"
                                                                               : ""));
    }
    return moments;
}

using words = std::vector<std::string>;

} // namespace

TEST_CASE("the psql script of a preview does what the run would do") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a (id int);\nCOPY a FROM stdin;\n1\n2\n\\.\n-- dunlin:down\n"
                       "DROP TABLE a;\n");
    p.write("2_b.sql", "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY i ON b (id);\n"
                       "-- dunlin:down\nDROP TABLE b;");
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
    const preview seen = preview_up(p.settings(), {}, true);
    REQUIRE(run_psql(p, seen.sql) == 0);
    CHECK(p.applied() == "1 2 R__v");
    CHECK(up(p.settings()).applied.empty());
    CHECK(p.ask("SELECT count(*)::text FROM a") == "2");
    down(p.settings(), {"0", std::nullopt});
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("a preview shows callbacks where they run, and its script runs them there") {
    const project p;
    p.execute("CREATE TABLE log (id serial, what text)");
    for (const char* name : {"beforeMigrate", "afterMigrate", "beforeEachMigrate",
                             "afterEachMigrate", "afterVersioned", "beforeRepeatables"}) {
        p.write(std::string(name) + ".sql",
                "INSERT INTO log (what) VALUES ('" + std::string(name) + "');");
    }
    p.write("afterEachMigrate__2.sql", "VACUUM log");
    p.write("V1__a.sql", "INSERT INTO log (what) VALUES ('V1')");
    p.write("V2__b.sql", "CREATE INDEX CONCURRENTLY log_id ON log (id);");
    p.write("R__c.sql", "INSERT INTO log (what) VALUES ('R');");
    const preview seen = preview_up(p.settings(), {}, true);
    CHECK(moments(seen.before) == words{"before_run"});
    CHECK(seen.before[0].file.ends_with("beforeMigrate.sql"));
    CHECK(seen.before[0].statements[0].text == "INSERT INTO log (what) VALUES ('beforeMigrate')");
    REQUIRE(seen.steps.size() == 3);
    CHECK(moments(seen.steps[0].before) == words{"before_each within"});
    CHECK(moments(seen.steps[0].after) == words{"after_each within", "after_each in steps"});
    CHECK(moments(seen.steps[1].before) == words{"before_each"});
    CHECK(moments(seen.steps[2].before) ==
          words{"after_versioned", "before_repeatable", "before_each within"});
    CHECK(moments(seen.after) == words{"after_run"});
    REQUIRE(run_psql(p, seen.sql) == 0);
    CHECK(p.ask("SELECT string_agg(what, ' ' ORDER BY id) FROM log") ==
          "beforeMigrate beforeEachMigrate V1 afterEachMigrate beforeEachMigrate afterEachMigrate "
          "afterVersioned beforeRepeatables beforeEachMigrate R afterEachMigrate afterMigrate");
    CHECK(p.applied() == "1 2 R__c");
    CHECK(moments(preview_up(p.settings()).before) == words{"before_run"});
}

TEST_CASE("a preview shows preconditions, and its script goes by them") {
    const auto write = [](const project& p, const std::string& rules) {
        p.write("a.sql", "--liquibase formatted sql\n--changeset j:1\n--preconditions " + rules +
                             "\n--precondition-sql-check expectedResult:1 SELECT count(*) FROM t\n"
                             "CREATE TABLE u ();\n--changeset j:2\nCREATE TABLE v ();\n");
    };
    const auto script = [](const project& p) {
        settings settings = p.settings();
        settings.ledger.tool = "liquibase";
        return preview_up(settings, {}, true);
    };
    const project p;
    write(p, "onFail:MARK_RAN onError:HALT");
    const preview seen = script(p);
    REQUIRE(seen.steps[0].conditions.size() == 1);
    CHECK(seen.steps[0].conditions[0].sql == "SELECT count(*) FROM t");
    CHECK(seen.steps[0].conditions[0].expected == "1");
    CHECK(seen.steps[0].conditions[0].line == 4);
    CHECK(seen.steps[0].conditions[0].on_fail == precondition_rules::action::mark_ran);
    CHECK(run_psql(p, seen.sql) != 0); // there is no table t
    p.execute("CREATE TABLE t (x int)");
    REQUIRE(run_psql(p, script(p).sql) == 0);
    CHECK_FALSE(p.has_table("u"));
    CHECK(p.ask("SELECT string_agg(id || exectype, ' ' ORDER BY id) FROM databasechangelog") ==
          "1MARK_RAN 2EXECUTED");

    const project halts;
    halts.execute("CREATE TABLE t (x int)");
    write(halts, "onFail:HALT");
    CHECK(run_psql(halts, script(halts).sql) != 0);
    CHECK_FALSE(halts.has_table("v"));
    halts.execute("INSERT INTO t VALUES (1)");
    CHECK(run_psql(halts, script(halts).sql) == 0);
    CHECK(halts.has_table("u"));

    const project skips;
    write(skips, "onFail:HALT onError:CONTINUE");
    CHECK(run_psql(skips, script(skips).sql) == 0);
    CHECK_FALSE(skips.has_table("u"));
    CHECK(skips.has_table("v"));
    write(skips, "onFail:HALT onError:WARN");
    CHECK(run_psql(skips, script(skips).sql) == 0);
    CHECK(skips.has_table("u"));
}
