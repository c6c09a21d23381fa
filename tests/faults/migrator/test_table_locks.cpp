// SPDX-License-Identifier: MIT
#include "private_server.hpp"
#include "stage.hpp"

#include <doctest/doctest.h>

using faults::contains;
using faults::private_server;
using faults::stage;

namespace {

/// A session that holds a lock on table t until it is let go.
class holder {
public:
    explicit holder(const stage& s)
        : db_([&] {
              dunlin::sqldb::config settings;
              settings.url = s.url();
              settings.application_name = "a long report";
              return settings;
          }()) {
        db_.run_script("BEGIN; SELECT count(*) FROM t");
    }
    void let_go() { db_.run_script("COMMIT"); }

private:
    dunlin::sqldb::connection db_;
};

void write_alter(const stage& s) {
    s.execute("CREATE TABLE t (n int)");
    s.write("1_alter.sql", "CREATE TABLE beside ();\nALTER TABLE t ADD COLUMN name text;");
}

} // namespace

TEST_CASE("a table lock that never comes ends with 7, names the blocker and keeps nothing") {
    const stage s;
    write_alter(s);
    const holder reader(s);
    const auto ended = s.migrate({"up", "--lock-timeout", "400ms", "--retries", "2"});
    CHECK(ended.exit_code == 7);
    CHECK(contains(ended.err, "a long report"));
    CHECK(contains(ended.err, "pid "));
    CHECK(contains(ended.err, " since "));
    CHECK(contains(ended.err, "1_alter.sql:2"));
    CHECK(contains(ended.err, "(1 of 2)"));
    CHECK(contains(ended.err, "(2 of 2)"));
    CHECK(contains(ended.err, "Migration 1 was not applied"));
    CHECK(s.applied().empty());
    CHECK(s.ask("SELECT (to_regclass('beside') IS NULL)::text") == "true");
}

TEST_CASE("who comes to read while a migration waits for the table gets its turn") {
    const stage s;
    write_alter(s);
    holder reader(s);
    const auto run = s.start({"up", "--lock-timeout", "300ms", "--retries", "1000"});
    REQUIRE(s.becomes("SELECT (count(*) > 0)::text FROM pg_locks WHERE NOT granted AND relation = "
                      "'t'::regclass",
                      "true"));
    for (int i = 0; i < 5; ++i) {
        // Only when the migration steps back can these be answered: the reader still holds on.
        CHECK(s.ask("SELECT count(*)::text FROM t") == "0");
    }
    CHECK_FALSE(run->ends_within(std::chrono::milliseconds(0)));
    reader.let_go();
    const auto ended = run->wait();
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(s.applied() == "1");
}

TEST_CASE("a migration's deadlock with another session is broken and tried again") {
    const stage s;
    s.execute("CREATE TABLE t (n int); CREATE TABLE u (n int)");
    s.write("1_both.sql", "-- dunlin:lock-timeout 60s\nLOCK TABLE u;\n"
                          "DO $$ BEGIN PERFORM pg_advisory_xact_lock(77); END $$;\nLOCK TABLE t;");
    dunlin::sqldb::config settings;
    settings.url = s.url();
    dunlin::sqldb::connection other(settings);
    // The other's deadlock check comes late, so that the migration is the one that is chosen.
    other.run_script("SET deadlock_timeout = '60s'; BEGIN; LOCK TABLE t;"
                     "SELECT pg_advisory_lock(77)");
    const auto run = s.start({"up"});
    REQUIRE(s.becomes("SELECT (count(*) > 0)::text FROM pg_locks WHERE NOT granted AND "
                      "locktype = 'advisory' AND objid = 77",
                      "true"));
    other.run_script("SELECT pg_advisory_unlock(77)");
    other.run_script("LOCK TABLE u"); // returns once the migration was rolled back
    other.run_script("COMMIT");
    const auto ended = run->wait();
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
    CHECK(contains(ended.err, "deadlock"));
    CHECK(contains(ended.err, "(1 of 10)"));
    CHECK(s.applied() == "1");
}

TEST_CASE("a running autovacuum makes way for a migration under the default lock timeout") {
    const private_server server({"autovacuum_naptime=1"});
    server.execute("CREATE TABLE t (n int) WITH (autovacuum_vacuum_threshold = 0,"
                   " autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100,"
                   " autovacuum_vacuum_cost_limit = 1, autovacuum_analyze_threshold = 2000000000);"
                   "INSERT INTO t SELECT generate_series(1, 200000)");
    server.execute("DELETE FROM t WHERE n % 2 = 0");
    server.folder().write("migrations/1_alter.sql", "ALTER TABLE t ADD COLUMN name text;");
    REQUIRE(server.becomes("SELECT (count(*) > 0)::text FROM pg_stat_progress_vacuum WHERE relid = "
                           "'t'::regclass",
                           "true"));
    const dunlin::test::surroundings fixture{.folder = server.folder().path()};
    // Below deadlock_timeout (1 s) the server never asks an autovacuum to go.
    const auto hasty = dunlin::test::run_program(
        {"-d", server.url(), "migrate", "up", "--lock-timeout", "800ms", "--retries", "0"},
        fixture);
    CHECK(hasty.exit_code == 7);
    CHECK(contains(hasty.err, "autovacuum"));
    // On a busy machine one attempt's second between the server's question and the end of the
    // wait may be too short for the worker's answer; the vacuum itself would take minutes.
    const auto ended =
        dunlin::test::run_program({"-d", server.url(), "migrate", "up", "--retries", "5"}, fixture);
    CHECK_MESSAGE(ended.exit_code == 0, ended.err);
}
