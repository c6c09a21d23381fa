// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/migrator/repair.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <algorithm>
#include <filesystem>

using namespace dunlin::migrator;
using dunlin::error_kind;
using dunlin::test::caught;
using migrator_test::project;
using kind = repair_action::kind;

namespace {

/// What was told.
std::string mend(const project& p, kind kind, const std::string& version, bool only_show = false) {
    std::string reported;
    repair(p.settings(), {{kind, version}}, only_show,
           [&](std::string_view sentence) { reported += std::string(sentence) + "\n"; });
    return reported;
}

void move(const project& p, const std::string& version, const std::string& new_version) {
    repair(p.settings(), {{kind::move, version, new_version}}, false, [](std::string_view) {});
}

error_kind kind_of_refusal(const project& p, const std::string& version,
                           const std::string& new_version) {
    return caught<dunlin::error>([&] { move(p, version, new_version); }).kind();
}

void apply_two(const project& p) {
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    up(p.settings());
}

} // namespace

TEST_CASE("a changed migration is realigned, shown first and recorded") {
    const project p;
    apply_two(p);
    p.write("1_a.sql", "CREATE TABLE a (id int);");
    const std::string shown = mend(p, kind::realign, "1", true);
    CHECK(shown.find("1: checksum changes from sha256:") == 0);
    CHECK(status(p.settings())->history.count(state::changed) == 1);
    CHECK(mend(p, kind::realign, "1") == shown);
    CHECK(status(p.settings())->history.count(state::changed) == 0);
    CHECK(p.ask("SELECT version FROM dunlin.events WHERE action = 'repair'") == "1");
    CHECK(up(p.settings()).applied.empty());
}

TEST_CASE("a row whose file is gone is dropped, and only then") {
    const project p;
    apply_two(p);
    CHECK(caught<dunlin::error>([&] { mend(p, kind::drop, "1"); }).kind() ==
          dunlin::error_kind::history);
    std::filesystem::remove(p.folder / "1_a.sql");
    mend(p, kind::drop, "1");
    CHECK(p.applied() == "2");
    CHECK(p.has_table("a"));
    CHECK(caught<dunlin::error>([&] { mend(p, kind::drop, "9"); }).kind() ==
          dunlin::error_kind::not_found);
}

TEST_CASE("the row of a renumbered file is moved with its rank, and nothing runs") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "-- Version: 2\n-- Description: b\nCREATE TABLE b ();\n-- dunlin:down\n"
                       "DROP TABLE b;");
    p.write("3_c.sql", "CREATE TABLE c ();");
    up(p.settings());
    std::filesystem::remove(p.folder / "2_b.sql");
    p.write("4_b.sql", "-- Version: 4\n-- Description: b\nCREATE TABLE b ();\n-- dunlin:down\n"
                       "DROP TABLE b;");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); })
              .message()
              .find("2 was renumbered to 4 (same content)") != std::string::npos);
    move(p, "2", "4");
    CHECK(p.applied() == "1 4 3");
    CHECK(p.ask("SELECT version || ': ' || detail FROM dunlin.events WHERE action = 'repair'")
              .find("4: 2: moved to 4, the version of ") == 0);
    CHECK(up(p.settings()).applied.empty());
    CHECK(status(p.settings())->history.count(state::applied) == 3);
    down(p.settings());
    CHECK_FALSE(p.has_table("b"));
}

TEST_CASE("a row is moved only to a pending file with the same content, from one that is gone") {
    const project p;
    apply_two(p);
    p.write("3_b.sql", "CREATE TABLE b ();");
    CHECK(kind_of_refusal(p, "2", "3") == error_kind::history); // its own file is there
    std::filesystem::rename(p.folder / "2_b.sql", p.folder / "4_b.sql");
    p.write("4_b.sql", "CREATE TABLE b (id int);");
    CHECK(kind_of_refusal(p, "2", "4") == error_kind::history);
    CHECK(kind_of_refusal(p, "2", "1") == error_kind::history);
    CHECK(kind_of_refusal(p, "2", "9") == error_kind::not_found);
    CHECK(kind_of_refusal(p, "9", "3") == error_kind::not_found);
    CHECK(p.applied() == "1 2");
    move(p, "2", "3");
    CHECK(p.applied() == "1 3");
}

TEST_CASE("rows of sqlx, Flyway and Prisma are moved in their own tables") {
    struct {
        const char* tool;
        const char* before;
        const char* after;
        const char* table;
        const char* version;
    } const tools[] = {
        {"sqlx", "2_b.sql", "4_b.sql", "_sqlx_migrations", "version::text || description"},
        {"flyway", "V2__b.sql", "V4__b.sql", "flyway_schema_history", "version || script"},
        {"prisma", "2_b/migration.sql", "4_b/migration.sql", "_prisma_migrations",
         "migration_name"},
    };
    for (const auto& tool : tools) {
        const project p;
        const std::string before = tool.before;
        std::string first = before;
        std::replace(first.begin(), first.end(), '2', '1');
        p.write(first, "CREATE TABLE a ();\n");
        p.write(before, "CREATE TABLE b ();\n");
        if (std::string_view(tool.tool) == "prisma") {
            p.write("migration_lock.toml", "provider = \"postgresql\"\n");
        }
        settings settings = p.settings();
        settings.ledger.tool = tool.tool;
        settings.reading.format = tool.tool;
        up(settings);
        const std::string newest = std::string("SELECT ") + tool.version + " FROM " + tool.table +
                                   " ORDER BY 1 DESC LIMIT 1";
        const std::string was = p.ask(newest);
        p.write(tool.after, "CREATE TABLE b ();\n");
        std::filesystem::remove_all(p.folder / before.substr(0, before.find('/')));
        repair(settings,
               {{kind::move, before.find('/') == std::string::npos ? "2" : "2_b",
                 before.find('/') == std::string::npos ? "4" : "4_b"}},
               false, [](std::string_view) {});
        std::string expected = was;
        std::replace(expected.begin(), expected.end(), '2', '4');
        CHECK(p.ask(newest) == expected);
        CHECK(up(settings).applied.empty());
        CHECK(p.ask("SELECT coalesce(to_regclass('dunlin.events')::text, 'none')") == "none");
    }
}

TEST_CASE("the rows of other tools are left to them") {
    const project p;
    p.write("1_a.up.sql", "CREATE TABLE a ();");
    p.write("1_a.down.sql", "DROP TABLE a;");
    settings settings = p.settings();
    settings.ledger.tool = "golang-migrate";
    settings.reading.format = "golang-migrate";
    up(settings);
    const auto refused = caught<dunlin::error>([&] {
        repair(settings, {{kind::move, "1", "2"}}, false, [](std::string_view) {});
    });
    CHECK(refused.kind() == error_kind::config);
    CHECK(refused.message().find("which only golang-migrate can repair") != std::string::npos);
}

TEST_CASE("a version is marked and unmarked without running anything") {
    const project p;
    apply_two(p);
    p.write("3_c.sql", "CREATE TABLE c ();\n-- dunlin:down\nDROP TABLE IF EXISTS c;");
    mend(p, kind::mark, "3");
    CHECK(p.applied() == "1 2 3");
    CHECK_FALSE(p.has_table("c"));
    CHECK(up(p.settings()).applied.empty());
    mend(p, kind::unmark, "3");
    CHECK(p.applied() == "1 2");
    CHECK(caught<dunlin::error>([&] { mend(p, kind::mark, "1"); }).kind() ==
          dunlin::error_kind::history);
}

TEST_CASE("a step that cannot be judged is settled by a person") {
    const project p;
    p.execute("CREATE TABLE t (a int, b int); CREATE INDEX i ON t (b)");
    p.write("0_z.sql", "SELECT 1;");
    up(p.settings());
    p.write("1_a.sql", "CREATE INDEX CONCURRENTLY i ON t (a);");
    const auto begin = [&] {
        p.execute("INSERT INTO dunlin.steps (version, direction, position, statement, "
                  "statement_checksum, state) SELECT '1', 'up', 1, 'CREATE INDEX CONCURRENTLY i ON "
                  "t (a)', 'x', 'intent'");
    };
    begin();
    CHECK(mend(p, kind::redo, "1") ==
          "1: step 1 will run again: CREATE INDEX CONCURRENTLY i ON t (a)\n");
    CHECK(p.ask("SELECT count(*)::text FROM dunlin.steps") == "0");
    begin();
    mend(p, kind::done, "1");
    CHECK(p.ask("SELECT state FROM dunlin.steps") == "done");
    CHECK(caught<dunlin::error>([&] { mend(p, kind::done, "1"); }).kind() ==
          dunlin::error_kind::history);
}

TEST_CASE("a baseline covers what is there, for an empty ledger only") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    p.write("3_c.sql", "CREATE TABLE c ();");
    const auto ignore = [](std::string_view) {};
    baseline(p.settings(), "2", true, ignore);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
    baseline(p.settings(), "2", false, ignore);
    CHECK(status(p.settings())->history.count(state::baseline) == 2);
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK(p.has_table("c"));
    CHECK_FALSE(p.has_table("a"));
    CHECK(caught<dunlin::error>([&] { baseline(p.settings(), "3", false, ignore); }).kind() ==
          dunlin::error_kind::history);
    CHECK(p.ask("SELECT string_agg(action, ' ') FROM dunlin.events") == "baseline up");
}
