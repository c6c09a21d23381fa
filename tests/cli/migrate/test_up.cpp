// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/screen.hpp>

using namespace migrate_test;

TEST_CASE("migrate up says a line for each migration and a summary, on stderr") {
    const project p;
    write_two(p);
    const auto run = p.run({"migrate", "up"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "");
    CHECK(contains(run.err, "applied 1  first  ("));
    CHECK(contains(run.err, "applied 2  second  ("));
    CHECK(contains(run.err,
                   "applied 2 migrations to " + dunlin::test::shown(p.database.url()) + " in "));
    CHECK(contains(run.err, "; now at 2\n"));
    const auto again = p.run({"migrate", "up"});
    CHECK(again.exit_code == 0);
    CHECK(again.err ==
          "nothing to do in " + dunlin::test::shown(p.database.url()) + "; now at 2\n");
    CHECK(p.run({"-q", "migrate", "up"}).err == "");
}

TEST_CASE("migrate up prints one JSON document, or an event a line") {
    const project p;
    write_two(p);
    const auto json = p.run({"migrate", "up", "--steps", "1", "-o", "json"});
    const std::string where = dunlin::sqldb::describe(p.database.config());
    CHECK(json.out.rfind(
              "{\"schema\":1,\"database\":\"" + where +
                  "\",\"environment\":null,\"direction\":\"up\",\"applied\":[{\"version\":\"1\","
                  "\"description\":\"first\",\"direction\":\"up\",\"duration_ms\":",
              0) == 0);
    CHECK(contains(json.out, "\"steps\":1}],\"current\":\"1\",\"pending\":1,"));
    CHECK(json.err == "");
    const auto events = p.run({"migrate", "up", "-o", "ndjson"});
    for (const char* event : {"plan", "begin", "done", "summary"}) {
        CHECK(contains(events.out, "{\"event\":\"" + std::string(event) + "\","));
    }
    CHECK(events.err == "");
}

TEST_CASE("--to and --steps exclude each other, and an unknown version is not found") {
    const project p;
    write_two(p);
    CHECK(p.run({"migrate", "up", "--to", "1", "--steps", "1"}).exit_code == 2);
    CHECK(p.run({"migrate", "up", "--to", "9"}).exit_code == 5);
    CHECK(p.run({"migrate", "up", "--to", "1"}).exit_code == 0);
    CHECK(contains(p.run({"status"}).out, "pending"));
}

TEST_CASE("a placeholder takes its value from --set, then from the environment") {
    const project p;
    p.write("1_a.sql", "-- dunlin:placeholders\nCREATE TABLE ${name} AS SELECT '${HOME}' AS home;");
    CHECK(p.run({"migrate", "up"}).exit_code == 2);
    CHECK(p.run({"migrate", "up", "--set", "name=from_flag"}).exit_code == 0);
}

TEST_CASE("on a terminal the run is shown as it goes, and the lines stay") {
    const project p;
    write_two(p);
    const auto run = dunlin::test::run_in_terminal({"migrate", "up"}, 80, p.surroundings());
    CHECK(run.exit_code == 0);
    CHECK(contains(dunlin::test::text_on_screen(run.out), "\napplied 2  second"));
}

TEST_CASE("up and plan refuse a script that cannot be parsed before the first one runs") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();\n");
    p.write("2_b.sql", "SELECT 1;\nCREATE TABLE b (x int;\n");
    for (const char* verb : {"up", "plan"}) {
        CAPTURE(verb);
        const auto run = p.run({"migrate", verb});
        CHECK(run.exit_code == 2);
        CHECK(contains(run.err, "error: migrations/2_b.sql:2:16: this parenthesis is never closed\n"
                                "  2 | CREATE TABLE b (x int;\n"
                                "    |                ^\n"));
    }
    CHECK(contains(p.run({"query", "SELECT to_regclass('a') IS NULL AS absent"}).out, "t"));
    // What is not pending is not parsed.
    CHECK(p.run({"migrate", "up", "--to", "1"}).exit_code == 0);
}

TEST_CASE("where strings have backslash escapes the server alone reads them") {
    const project p;
    p.run({"query", "--write",
           "ALTER DATABASE \"" + p.database.name() + "\" SET standard_conforming_strings = off"});
    p.write("1_a.sql", "CREATE TABLE a AS SELECT 'it\\'s; (' AS x;\n");
    const auto run = p.run({"migrate", "up"});
    CHECK_MESSAGE(run.exit_code == 0, run.err);
}

TEST_CASE("an empty migration is applied with a warning, which plan shows as well") {
    const project p;
    p.write("1_a.sql", "-- nothing yet\n");
    const std::string warning = "warning: migrations/1_a.sql contains no statement\n";
    CHECK(contains(p.run({"migrate", "plan"}).err, warning));
    CHECK(contains(p.run({"migrate", "plan", "-o", "json"}).out,
                   "\"warnings\":[\"migrations/1_a.sql contains no statement\"]"));
    const auto run = p.run({"migrate", "up"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, warning));
    CHECK(run.err.find(warning) == run.err.rfind(warning));
}

TEST_CASE(
    "a notice of the server names its migration, and nothing in it is a command or a secret") {
    const project p;
    p.write("1_a.sql", "-- dunlin:placeholders\nDO $$BEGIN\n"
                       "RAISE NOTICE E'got ${word}\\x1b[31m\\n::error::x'; RAISE WARNING 'two';\n"
                       "END$$;\n");
    const auto up = p.run({"migrate", "up", "--set", "word=s3cret"});
    CHECK(up.exit_code == 0);
    CHECK(contains(up.err, "1: NOTICE: got ***\\x1b[31m\n\\x3a:error::x\nwarning: 1: two\n"));
    p.write("2_b.sql", "DROP TABLE IF EXISTS b;\n");
    const auto events = p.run({"migrate", "up", "--format", "ndjson"});
    CHECK(contains(events.out, R"("version":"2","severity":"NOTICE","sqlstate":"00000",)"
                               R"("message":"table \"b\" does not exist, skipping",)"
                               R"("detail":null,"hint":null})"));
    CHECK(!contains(events.err, "NOTICE"));
    p.write("3_c.sql", "DROP TABLE IF EXISTS c;\n");
    const auto json = p.run({"migrate", "up", "--format", "json"});
    CHECK(json.err == "3: NOTICE: table \"c\" does not exist, skipping\n");
}
