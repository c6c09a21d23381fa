// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

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
    CHECK(contains(run.out, "applied 2  second"));
}
