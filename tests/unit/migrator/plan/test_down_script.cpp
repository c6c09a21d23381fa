// SPDX-License-Identifier: MIT
#include "plan/down_script.hpp"

#include <doctest/doctest.h>

using dunlin::migrator::down_script_hint;

TEST_CASE("the place of a down script is named as its format has it") {
    CHECK(down_script_hint("dunlin", "m/1_a.sql") ==
          "write it in m/1_a.sql, below the line: -- dunlin:down");
    CHECK(down_script_hint("goose", "m/1_a.sql") ==
          "write it in m/1_a.sql, below the line: -- +goose Down");
    CHECK(down_script_hint("golang-migrate", "m/1_a.up.sql") == "write it to m/1_a.down.sql");
    CHECK(down_script_hint("node-pg-migrate", "m/1_a.up.sql") == "write it to m/1_a.down.sql");
    CHECK(down_script_hint("node-pg-migrate", "m/1_a.sql") ==
          "write it in m/1_a.sql, below the line: -- Down Migration");
    CHECK(down_script_hint("diesel", "m/1_a/up.sql") == "write it to m/1_a/down.sql");
    CHECK(down_script_hint("prisma", "m/1_a/migration.sql") == "write it to m/1_a/down.sql");
    CHECK(down_script_hint("flyway", "db/Views/V1__Vote.sql") ==
          "write it to db/Views/U1__Vote.sql");
    CHECK(down_script_hint("sqitch", "db/deploy/a.sql") == "write it to db/revert/a.sql");
    CHECK(down_script_hint("liquibase", "a.sql") ==
          "write --rollback lines below its statements in a.sql");
    CHECK(down_script_hint("sqlx", "m/1_a.sql") == "");
    CHECK(down_script_hint("darwin", "all.sql") == "");
}
