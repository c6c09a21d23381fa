// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>

#include <filesystem>

using namespace migrate_test;

TEST_CASE("status --check says pending with 3 and a problem with 4") {
    const project p;
    write_two(p);
    CHECK(p.run({"status"}).exit_code == 0);
    CHECK(p.run({"status", "--check"}).exit_code == 3);
    p.run({"migrate", "up"});
    CHECK(p.run({"status", "--check"}).exit_code == 0);
    p.write("1_first.sql", "CREATE TABLE other ();");
    const auto changed = p.run({"status", "--check"});
    CHECK(changed.exit_code == 4);
    CHECK(contains(changed.err, "1 (migrations/1_first.sql) was changed after it was applied"));
    CHECK(contains(changed.err, "dunlin migrate repair --realign 1"));
}

TEST_CASE("a renumbered file is named by status and up, and its row is moved by repair") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    std::filesystem::rename(p.folder / "migrations/1_first.sql",
                            p.folder / "migrations/0003_first.sql");
    const std::string renumbered = "1 was renumbered to 0003 (same content)";
    const auto status = p.run({"status", "--check"});
    CHECK(status.exit_code == 4);
    CHECK(contains(status.err, renumbered + "; move its row with `dunlin migrate repair --move "
                                            "1=0003`\n"));
    CHECK(contains(p.run({"status", "--format", "json"}).out, "\"renumbered_to\":\"0003\""));
    const auto up = p.run({"migrate", "up"});
    CHECK(up.exit_code == 4);
    CHECK(contains(up.err, "error: " + renumbered + "\nhint: move its row with "));
    for (const char* wrong : {"1", "=3", "1="}) {
        CHECK(p.run({"migrate", "repair", "--move", wrong}).exit_code == 2);
    }
    CHECK(p.run({"migrate", "repair", "--move", "1=2"}).exit_code == 4);
    const auto moved = p.run({"migrate", "repair", "--move", "1=0003"});
    CHECK(moved.exit_code == 0);
    CHECK(contains(moved.err, "1: moved to 0003, the version of migrations/0003_first.sql (same "
                              "content)\n"));
    CHECK(p.run({"status", "--check"}).exit_code == 0);
    CHECK(contains(p.run({"migrate", "up"}).err, "nothing to do"));
}

TEST_CASE("status --check -q answers with its exit code alone") {
    const project p;
    write_two(p);
    const auto check_quietly = [&](int code) {
        const auto run = p.run({"status", "--check", "-q"});
        CHECK(run.exit_code == code);
        CHECK(run.out == "");
        CHECK(run.err == "");
    };
    check_quietly(3);
    p.run({"migrate", "up"});
    check_quietly(0);
    p.write("1_first.sql", "CREATE TABLE other ();");
    check_quietly(4);
    // What was asked for by name is still printed, and so are errors.
    CHECK(
        contains(p.run({"status", "--check", "-q", "-o", "json"}).out, "\"verdict\":\"problem\""));
    CHECK(contains(p.run({"status", "-q"}).out, "changed"));
    CHECK(contains(p.run({"status", "--check", "-q", "-m", "nowhere"}).err, "nowhere"));
}

TEST_CASE("status shows rows whose file is gone and files that never run") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    std::filesystem::remove(p.folder / "migrations/1_first.sql");
    p.write("old/0_never.sql", "SELECT 1;");
    const auto run = p.run({"status", "--check"});
    CHECK(run.exit_code == 4);
    CHECK(contains(run.out, "| missing "));
    CHECK(contains(run.err, "migrations/old/0_never.sql never runs"));
}

TEST_CASE("files that another tool ignores are a note and change no exit code") {
    const project p;
    p.write("00001_a.sql", "-- +goose Up\nSELECT 1;");
    p.write("templates/b.sql", "SELECT 1;");
    p.run({"migrate", "up"});
    const auto run = p.run({"status", "--check"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "migrations/templates/b.sql never runs: goose ignores it\n"));
    CHECK(contains(p.run({"status", "-o", "json"}).out, "\"verdict\":\"up_to_date\""));
    const auto check = p.run({"migrate", "check"});
    CHECK(check.exit_code == 0);
    CHECK(contains(check.out, "templates/b.sql: note: never runs: goose ignores it\n"));
    CHECK(contains(check.err, "no problems\n"));
    CHECK(contains(p.run({"migrate", "check", "--report", "github"}).out, "::notice file="));
}

TEST_CASE("the JSON of status has every key of its contract") {
    const project p;
    write_two(p);
    p.write("R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
    p.run({"migrate", "up", "--to", "1"});
    const auto run = p.run({"status", "-o", "json"});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(run.out.rfind("{\"schema\":1,\"database\":\"postgres", 0) == 0);
    CHECK(contains(run.out,
                   "\"format\":\"dunlin\",\"ledger\":{\"tool\":\"dunlin\","
                   "\"table\":\"dunlin.migrations\",\"limits\":[]},\"verdict\":\"pending\","
                   "\"current\":\"1\",\"counts\":{\"applied\":1,\"pending\":2,"
                   "\"out_of_order\":0,\"changed\":0,\"missing\":0,\"unfinished\":0,"
                   "\"outdated\":0,"));
    CHECK(contains(run.out, "{\"version\":\"1\",\"description\":\"first\",\"kind\":\"versioned\","
                            "\"state\":\"applied\",\"file\":\"1_first.sql\",\"applied_at\":\"20"));
    CHECK(contains(run.out, "{\"version\":\"R__view\",\"description\":\"view\",\"kind\":"
                            "\"repeatable\",\"state\":\"pending\",\"file\":\"R__view.sql\","
                            "\"applied_at\":null,\"duration_ms\":null,\"renumbered_to\":null}"));
}

TEST_CASE("status --report shows pipelines what is wrong, and where") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();\n");
    p.write("3_c.sql", "CREATE TABLE c ();\n");
    REQUIRE(p.run({"migrate", "up", "-q"}).exit_code == 0);
    p.write("2_b.sql", "CREATE TABLE b ();\n");
    p.write("3_c.sql", "CREATE TABLE other ();\n");
    p.write("4_d<&>.sql", "CREATE TABLE d ();\n");
    p.write("5_e.sql.bak", "");

    const auto junit = p.run({"status", "--check", "--report", "junit"});
    CHECK(junit.exit_code == 4);
    CHECK(dunlin::test::equals_golden(junit.out, "cli/migrate/status.junit.xml"));
    const auto github = p.run({"status", "--check", "--report", "github"});
    CHECK(dunlin::test::equals_golden(github.out, "cli/migrate/status.github"));

    const auto beside = p.run({"status", "--check", "--report", "junit", "--report-file", "x.xml"});
    CHECK(contains(beside.out, "out_of_order"));
    CHECK(dunlin::read_file(p.folder / "x.xml") == junit.out);
    CHECK(p.run({"status", "--report-file", "x.xml"}).exit_code == 2);
    CHECK(p.run({"status", "--report", "html"}).exit_code == 2);
}

TEST_CASE("an up-to-date database has a report in which everything passes") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();\n");
    REQUIRE(p.run({"migrate", "up", "-q"}).exit_code == 0);
    const auto junit = p.run({"status", "--check", "--report", "junit"});
    CHECK(junit.exit_code == 0);
    CHECK(contains(junit.out, "tests=\"1\" failures=\"0\""));
    CHECK(p.run({"status", "--check", "--report", "github"}).out.empty());
}
