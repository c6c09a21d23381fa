// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

using faults::contains;
using faults::stage;

namespace {

/// Holds the first run until eight others have asked who holds the lock, which is what each says
/// that it waits for, so that the test does not depend on how fast processes start. A runner has
/// several sessions, but only the one that waits asks that.
constexpr auto gate = R"(
DO $$
BEGIN
    FOR i IN 1 .. 6000 LOOP
        EXIT WHEN (SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND application_name LIKE 'dunlin%'
                      AND query LIKE '%pg_catalog.pg_locks AS l%' AND pid <> pg_backend_pid()) >= 8;
        PERFORM pg_sleep(0.01), pg_stat_clear_snapshot();
    END LOOP;
END
$$;
)";

constexpr int migrations = 50;

void write_many(const stage& s) {
    s.write("001_effects.sql", std::string(gate) + "CREATE TABLE effects (n int);");
    for (int i = 2; i <= migrations; ++i) {
        s.write(std::to_string(i) + "_effect.sql",
                "INSERT INTO effects VALUES (" + std::to_string(i) + ");");
    }
}

} // namespace

TEST_CASE("32 runners at once on an empty database apply each of 50 migrations once") {
    const stage s;
    write_many(s);
    std::vector<std::unique_ptr<dunlin::test::running_program>> all;
    for (int i = 0; i < 32; ++i) {
        all.push_back(s.start({"up"}));
    }
    int waited = 0;
    int applied = 0;
    for (const auto& runner : all) {
        const auto ended = runner->wait();
        CHECK_MESSAGE(ended.exit_code == 0, ended.err);
        waited += contains(ended.err, "waiting for another runner: pid ") ? 1 : 0;
        applied += contains(ended.err, "applied 50 ") ? 1 : 0;
    }
    CHECK(applied == 1);
    CHECK(waited >= 8);
    CHECK(s.ask("SELECT count(*)::text FROM dunlin.migrations") == "50");
    CHECK(s.ask("SELECT count(*) || ' ' || count(DISTINCT n) FROM effects") == "49 49");
    CHECK(s.ask("SELECT count(*)::text FROM dunlin.events WHERE action = 'up'") == "50");
}

TEST_CASE("a runner that may not wait ends at once and names who holds the lock") {
    const stage s;
    s.execute("CREATE TABLE pace AS SELECT true AS hold");
    s.write("1_hold.sql", "DO $$ BEGIN WHILE (SELECT hold FROM pace) LOOP\n"
                          "PERFORM pg_sleep(0.01); END LOOP; END $$;");
    const auto first = s.start({"up"});
    REQUIRE(s.runs("1"));
    const auto second = s.migrate({"up", "--lock-wait", "0"});
    CHECK(second.exit_code == 7);
    CHECK(contains(second.err, "another run is in progress on dunlin.migrations: pid "));
    CHECK(contains(second.err, "dunlin migrate up as "));
    CHECK(contains(second.err, "--lock-wait"));
    s.execute("UPDATE pace SET hold = false");
    CHECK(first->wait().exit_code == 0);
}
