// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace migrate_test;

TEST_CASE("convert writes another tool's folder, and says what it leaves out") {
    const project p;
    write_two(p);
    p.write("R__v.sql", "CREATE OR REPLACE VIEW v AS SELECT 1;\n");
    const auto shown = p.run({"migrate", "convert", "goose", "--to", "goose", "--dry-run"});
    CHECK(shown.exit_code == 0);
    CHECK(shown.out == "goose/1_first.sql\ngoose/2_second.sql\n");
    CHECK(contains(shown.err, "warning: v: the format has no repeatable migrations\n"));
    CHECK(
        contains(shown.err, "2 files in goose format, converted from dunlin; nothing was written"));
    CHECK(p.run({"-m", "goose", "migrate", "check"}).exit_code == 2);

    CHECK(p.run({"migrate", "convert", "goose", "--to", "goose"}).exit_code == 0);
    CHECK(p.run({"-m", "goose", "migrate", "check"}).exit_code == 0);
    CHECK(p.run({"migrate", "convert", "goose", "--to", "goose"}).exit_code == 8);
    CHECK(p.run({"migrate", "convert", "x", "--to", "gose"}).exit_code == 2);
    CHECK(contains(p.run({"migrate", "convert", "x", "--to", "sqlx", "--format", "json"}).out,
                   "\"from\":\"dunlin\",\"to\":\"sqlx\",\"dry_run\":false,\"files\":[\"x/"));
}
