// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/skipped.hpp>

using namespace dunlin::migrator;
using namespace std::chrono_literals;
using dunlin::test::caught;
using migrator_test::project;
using migrator_test::recording_observer;

namespace {

/// A project whose migration copies rows, and is held in the middle of it until let go.
struct held_copy {
    project p;
    recording_observer seen;
    int reports = 0;

    held_copy() {
        p.execute("CREATE TABLE pace AS SELECT true AS hold");
        p.execute("CREATE TABLE t (a int)");
        p.execute("CREATE FUNCTION keep_pace() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
                  "WHILE (SELECT hold FROM pace) LOOP PERFORM pg_sleep(0.01); END LOOP; "
                  "RETURN NEW; END$$");
        p.execute("CREATE TRIGGER pace BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION "
                  "keep_pace()");
        p.write("1_a.sql", "SELECT 1;\nCOPY t FROM stdin;\n1\n2\n\\.\nSELECT 2;\nSELECT 3;");
        seen.when_active = [this] {
            if (++reports == 3) {
                p.execute("UPDATE pace SET hold = false");
            }
        };
    }
    void run() {
        settings settings = p.settings();
        settings.watcher = &seen;
        settings.lock.timeout = 100ms;
        up(settings);
    }
};

} // namespace

TEST_CASE("somebody who watches sees how far COPY is, by the server's own view") {
    held_copy held;
    held.seen.is_watched = true;
    held.run();
    if (dunlin::sqldb::connection(held.p.database.config()).server_version() < 140000) {
        return dunlin::test::skip("pg_stat_progress_copy came with PostgreSQL 14");
    }
    REQUIRE_FALSE(held.seen.phases.empty());
    CHECK(held.seen.phases[0] == "copy: 0 rows");
}

TEST_CASE("where nobody watches, the views are not asked") {
    held_copy held;
    held.run();
    CHECK(held.reports >= 3);
    CHECK(held.seen.phases.empty());
}

TEST_CASE("the statements of a migration in several messages are counted") {
    held_copy held;
    held.p.execute("UPDATE pace SET hold = false");
    held.run();
    using positions = std::vector<std::pair<std::size_t, std::size_t>>;
    CHECK(held.seen.statements == positions{{1, 4}, {2, 4}, {3, 4}});
}

TEST_CASE("a large migration is sent in several messages within one transaction") {
    const project p;
    std::string rows;
    for (int i = 0; i < 12; ++i) {
        rows += "INSERT INTO t VALUES ('" + std::string(100 * 1024, 'x') + "');\n";
    }
    p.write("1_a.sql", "CREATE TABLE t (a text);\n" + rows);
    p.write("2_b.sql", rows + "SELECT 1/0;\n");
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.where()->line == 13);
    CHECK(seen.statements.size() == 12); // two or three rows a message
    CHECK(seen.statements[1] == std::pair<std::size_t, std::size_t>(4, 13));
    CHECK(p.ask("SELECT count(*)::text FROM t") == "12"); // nothing of the second one
    CHECK(p.ask("SELECT count(DISTINCT xmin::text)::text FROM t") == "1");
}
