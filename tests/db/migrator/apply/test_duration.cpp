// SPDX-License-Identifier: MIT
// One duration of a migration, whoever is asked.
#include "project.hpp"
#include "tool_files.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace dunlin::migrator;
using namespace std::chrono_literals;
using migrator_test::project;

namespace {

std::vector<std::int64_t> reported(const report& done) {
    std::vector<std::int64_t> durations;
    for (const outcome& outcome : done.applied) {
        durations.push_back(outcome.duration / 1ms);
    }
    return durations;
}

std::vector<std::int64_t> recorded(const settings& settings) {
    const auto found = status(settings);
    std::vector<std::int64_t> durations;
    for (const entry& entry : found->history.entries) {
        durations.push_back(entry.row->duration_ms);
    }
    return durations;
}

void write_each_manner(const project& p) {
    p.write("1_message.sql", "SELECT pg_sleep(0.05);");
    p.write("2_parts.sql", "CREATE TABLE t (a int);\nSELECT pg_sleep(0.05);\n"
                           "COPY t FROM stdin;\n1\n\\.\nSELECT pg_sleep(0.05);");
    p.write("3_b.sql", "SELECT pg_sleep(0.05);");
}

} // namespace

TEST_CASE("a run reports the duration that the ledger keeps, however the migration was sent") {
    const project p;
    write_each_manner(p);
    p.write("4_steps.sql", "SELECT pg_sleep(0.3);\nCREATE INDEX CONCURRENTLY ON t (a);");
    p.write("R__repeatable.sql", "SELECT pg_sleep(0.05);");
    const auto durations = reported(up(p.settings()));
    CHECK(durations == recorded(p.settings()));
    REQUIRE(durations.size() == 5);
    CHECK(durations[1] >= 100);
    CHECK(durations[3] >= 300); // all steps, not the last transaction
}

TEST_CASE("in a single transaction each migration has its own duration") {
    const project p;
    write_each_manner(p);
    const report done = up(p.settings(), {{}, false, true});
    const auto durations = reported(done);
    CHECK(durations == recorded(p.settings()));
    const auto rounding = static_cast<std::int64_t>(durations.size());
    CHECK(std::accumulate(durations.begin(), durations.end(), std::int64_t{0}) <=
          done.duration / 1ms + rounding);
}

TEST_CASE("a duration counts the attempt that succeeded") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.sql", "ALTER TABLE t ADD b int;");
    dunlin::sqldb::connection holder(p.database.config());
    holder.run_script("BEGIN; LOCK TABLE t");
    class releasing final : public observer {
    public:
        explicit releasing(dunlin::sqldb::connection& db) : db_(db) {}
        void on_retry(const plan_step&, const dunlin::error&, int, int, std::chrono::milliseconds,
                      const std::vector<session_info>&) override {
            db_.run_script("COMMIT");
        }

    private:
        dunlin::sqldb::connection& db_;
    } watcher(holder);
    settings settings = p.settings();
    settings.watcher = &watcher;
    settings.lock.timeout = 700ms;
    const report done = up(settings);
    CHECK(reported(done) == recorded(p.settings()));
    CHECK(done.duration - done.applied[0].duration >= 700ms);
}

TEST_CASE("a run reports the duration that another tool's table keeps") {
    for (const std::string tool : {"flyway", "sqlx", "darwin", "prisma"}) {
        CAPTURE(tool);
        const project p;
        migrator_test::write_first(p, tool);
        const settings settings = migrator_test::kept_as(p.settings(), tool);
        const auto durations = reported(up(settings));
        CHECK(durations == recorded(settings));
    }
}
