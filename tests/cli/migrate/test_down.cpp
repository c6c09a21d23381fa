// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>

using namespace migrate_test;

TEST_CASE("migrate down takes back one") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    const auto run = p.run({"migrate", "down"});
    CHECK(run.exit_code == 0);
    CHECK(contains(run.err, "reverted 2  second  ("));
    CHECK(contains(run.err, "; now at 1, 1 pending\n"));
}

TEST_CASE("all migrations are taken back only with consent") {
    const project p;
    write_two(p);
    p.run({"migrate", "up"});
    const auto refused = p.run({"migrate", "down", "--to", "0"});
    CHECK(refused.exit_code == 8);
    CHECK(contains(refused.err, "--yes"));
    CHECK(p.run({"migrate", "down", "--to", "0", "--yes"}).exit_code == 0);
    CHECK(contains(p.run({"status", "-o", "json"}).out, "\"current\":null"));
}
