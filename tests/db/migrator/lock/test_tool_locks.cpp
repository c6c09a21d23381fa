// SPDX-License-Identifier: MIT
// A kept ledger's own tool and a run of dunlin wait for each other.
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/error.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <support/background.hpp>
#include <support/caught.hpp>

#include <csignal>
#include <optional>
#include <thread>

using namespace dunlin::migrator;
using namespace std::chrono_literals;
using dunlin::test::background;
using dunlin::test::caught;
using migrator_test::project;
using migrator_test::recording_observer;

namespace {

constexpr auto locked_by = "SELECT concat_ws('|', locked, lockgranted IS NOT NULL, lockedby) FROM "
                           "databasechangeloglock";

settings keeping(const project& p, const std::string& tool) {
    settings settings = p.settings();
    settings.ledger.tool = tool;
    settings.lock.wait = 0ms;
    return settings;
}

std::string golang_key(const std::string& database) {
    std::string text("public");
    for (const std::string& name : {std::string("schema_migrations"), database}) {
        text += '\0' + name;
    }
    return std::to_string(dunlin::crc32(text) * std::uint32_t{1486364155});
}

/// A session of the tool that is at work.
struct tool_session {
    tool_session(const project& p, const std::string& key) : db(p.database.config()) {
        db.run_script("SET application_name = 'the tool'; SELECT pg_advisory_lock(" + key + ")");
    }
    dunlin::sqldb::connection db;
};

void check_waits(const project& p, const std::string& tool, const std::string& key) {
    INFO(tool << " " << key);
    settings settings = keeping(p, tool);
    settings.reading.format = "dunlin";
    const auto held = [&] {
        const tool_session at_work(p, key);
        return caught<dunlin::error>([&] { up(settings); });
    }();
    CHECK(held.kind() == dunlin::error_kind::locked);
    CHECK(held.message().find("the tool as ") != std::string::npos);
}

void write_changelog(const project& p, const std::string& statement) {
    p.write("a.sql", "--liquibase formatted sql\n--changeset j:1\n" + statement + ";\n");
}

/// As a run that was killed leaves it.
void leave_lock(const project& p) {
    p.execute("UPDATE databasechangeloglock SET locked = true, lockgranted = now(), "
              "lockedby = 'dunlin 0a1b2c3d on box, process 17'");
}

} // namespace

TEST_CASE("a run waits for the tool that keeps the ledger, by that tool's own lock") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    const std::string name = p.database.name();
    check_waits(p, "flyway", "77433833903597");
    check_waits(p, "golang-migrate", golang_key(name));
    check_waits(p, "golang-migrate", golang_key("/" + name));
    check_waits(p, "sqlx", std::to_string(std::int64_t{0x3d32ad9e} * dunlin::crc32(name)));
    check_waits(p, "tern", "9628173550095224");
    check_waits(p, "goose", "4097083626");
    check_waits(p, "graphile-migrate", "4727445306447283");
    check_waits(p, "node-pg-migrate", "7241865325823964");
    check_waits(p, "prisma", "72707369");
    CHECK_FALSE(p.has_table("a"));
}

TEST_CASE("a run waits for sqitch, by its own lock") {
    const project p;
    p.write("sqitch.plan", "%syntax-version=1.0.0\n%project=x\n\n"
                           "a 2026-01-01T00:00:00Z Ann <ann@example.org> # the first\n");
    p.write("deploy/a.sql", "CREATE TABLE a ();");
    const tool_session at_work(p, "75474063");
    const auto held = caught<dunlin::error>([&] { up(keeping(p, "sqitch")); });
    CHECK(held.kind() == dunlin::error_kind::locked);
    CHECK(held.message().find("the tool as ") != std::string::npos);
}

TEST_CASE("what a tool writes while it is at work is not taken for what it left") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a ();");
    p.execute("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT "
              "NULL); INSERT INTO schema_migrations VALUES (1, true)");
    const auto kind = [&] {
        return caught<dunlin::error>([&] { up(keeping(p, "golang-migrate")); }).kind();
    };
    {
        const tool_session at_work(p, golang_key("/" + p.database.name()));
        CHECK(kind() == dunlin::error_kind::locked);
    }
    CHECK(kind() == dunlin::error_kind::history);
}

TEST_CASE("a tool waits for a run, whose lock ends with it") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a AS SELECT pg_try_advisory_lock(" +
                              golang_key("/" + p.database.name()) + ") AS obtained;");
    up(keeping(p, "golang-migrate"));
    CHECK(p.ask("SELECT obtained::text FROM a") == "false");
    CHECK(p.ask("SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())") == "0");
}

TEST_CASE("a migration that its tool has under way is waited for, not taken for a failed one") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a ();");
    p.execute("CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);"
              "INSERT INTO schema_migrations VALUES (1, true)");
    std::optional<tool_session> at_work;
    at_work.emplace(p, golang_key("/" + p.database.name()));
    recording_observer seen;
    seen.when_waiting = [&] {
        p.execute("UPDATE schema_migrations SET dirty = false");
        at_work.reset();
    };
    settings settings = keeping(p, "golang-migrate");
    settings.lock.wait = 60s;
    settings.watcher = &seen;
    CHECK(up(settings).applied.empty());
    CHECK_FALSE(seen.waits.empty());
    p.execute("UPDATE schema_migrations SET dirty = true");
    CHECK(caught<dunlin::error>([&] { up(settings); }).kind() == dunlin::error_kind::history);
}

TEST_CASE("a tool that waits while an index is built for it is not waited for") {
    const project p;
    p.execute("CREATE TABLE t (a int)");
    p.write("1_a.up.sql", "CREATE INDEX CONCURRENTLY t_a ON t (a);");
    recording_observer seen;
    settings settings = keeping(p, "golang-migrate");
    settings.watcher = &seen;
    std::optional<background> waiting;
    std::string sqlstate;
    seen.when_stepping = [&] {
        waiting.emplace([&] {
            dunlin::sqldb::connection db(p.database.config());
            sqlstate =
                caught<dunlin::sqldb::sql_error>([&] {
                    db.run_script("SELECT pg_advisory_lock(" + golang_key(p.database.name()) + ")");
                }).sqlstate;
        });
        p.await("SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND NOT "
                "granted AND database = (SELECT oid FROM pg_database WHERE datname = "
                "current_database())");
    };
    up(settings);
    CHECK(waiting->join() == "");
    CHECK(sqlstate == "57014");
    CHECK(seen.has_note("its wait is cancelled"));
    CHECK(p.has_table("t_a"));
}

TEST_CASE("liquibase's row is dunlin's while it works, and free again behind it") {
    const project p;
    write_changelog(p, "CREATE TABLE seen AS SELECT * FROM databasechangeloglock");
    up(keeping(p, "liquibase"));
    CHECK(p.ask("SELECT lockedby FROM seen WHERE locked AND lockgranted IS NOT NULL")
              .starts_with("dunlin "));
    CHECK(p.ask(locked_by) == "f|f");
    write_changelog(p, "SELECT 1 / 0");
    p.execute("DELETE FROM databasechangelog");
    CHECK_THROWS(up(keeping(p, "liquibase")));
    CHECK(p.ask(locked_by) == "f|f");
}

TEST_CASE("liquibase's row is free again when a run is interrupted") {
    const project p;
    write_changelog(p, "SELECT pg_sleep(600)");
    dunlin::interruption stop;
    settings settings = keeping(p, "liquibase");
    settings.database.stop = &stop;
    background interrupting([&] {
        p.await("SELECT count(*)::text FROM pg_stat_activity WHERE datname = "
                "current_database() AND wait_event = 'PgSleep'");
        stop.request(SIGINT);
    });
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(interrupting.join() == "");
    CHECK(problem.kind() == dunlin::error_kind::interrupted);
    CHECK(p.ask(locked_by) == "f|f");
}

TEST_CASE("a run waits for liquibase's row, and says who has it") {
    const project p;
    write_changelog(p, "CREATE TABLE a ()");
    up(keeping(p, "liquibase"));
    p.execute("UPDATE databasechangeloglock SET locked = true, lockgranted = '2026-01-01', "
              "lockedby = 'dunlin (10.0.0.1)'; DROP TABLE a; DELETE FROM databasechangelog");
    const auto held = caught<dunlin::error>([&] { up(keeping(p, "liquibase")); });
    CHECK(held.kind() == dunlin::error_kind::locked);
    CHECK(held.message().find("is locked by dunlin (10.0.0.1) since 2026-01-01") !=
          std::string::npos);
    CHECK(held.hint().find("liquibase release-locks") != std::string::npos);
    CHECK(status(keeping(p, "liquibase"))->files.notes.back().find("locked by dunlin (10.0.0.1)") !=
          std::string::npos);

    struct releasing final : observer {
        const project& p;
        explicit releasing(const project& at) : p(at) {}
        void on_note(std::string_view text) override {
            if (text.starts_with("waiting for ")) {
                p.execute("UPDATE databasechangeloglock SET locked = false, lockedby = NULL");
            }
        }
    } letting_go(p);
    settings patient = keeping(p, "liquibase");
    patient.lock.wait = 60s;
    patient.watcher = &letting_go;
    CHECK(up(patient).applied.size() == 1);
}

TEST_CASE("liquibase's row that a killed run left is taken over, also with nothing to do") {
    const project p;
    write_changelog(p, "CREATE TABLE a ()");
    up(keeping(p, "liquibase"));
    leave_lock(p);
    CHECK(up(keeping(p, "liquibase")).applied.empty());
    CHECK(p.ask(locked_by) == "f|f");
    leave_lock(p);
    p.execute("DROP TABLE a; DELETE FROM databasechangelog");
    CHECK(up(keeping(p, "liquibase")).applied.size() == 1);
    CHECK(p.ask(locked_by) == "f|f");
}

TEST_CASE("liquibase's row is made where it is missing") {
    const project p;
    write_changelog(p, "CREATE TABLE a ()");
    const settings settings = keeping(p, "liquibase");
    up(settings);
    p.execute("DELETE FROM databasechangeloglock; DROP TABLE a; DELETE FROM databasechangelog");
    CHECK(up(settings).applied.size() == 1);
    CHECK(p.ask(locked_by) == "f|f");
}

TEST_CASE("a tool without a lock is named") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    settings settings = keeping(p, "diesel");
    settings.reading.format = "dunlin";
    CHECK(
        status(settings)->limits.back() ==
        "diesel acquires no lock, so it does not wait while dunlin runs: do not run both at once");
}
