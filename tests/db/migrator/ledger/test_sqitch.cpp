// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/golden.hpp>

#include <filesystem>

using namespace dunlin::migrator;
using dunlin::test::caught;
using migrator_test::project;

namespace {

constexpr auto plan_file = "db/sqitch.plan";

struct sqitch_project : project {
    sqitch_project() {
        std::filesystem::copy(dunlin::test::source_path("tests/data/migrator/sqitch/sound"),
                              folder.path(), std::filesystem::copy_options::recursive);
        edit_plan(" other:thing@v2", "");
    }
    void edit_plan(std::string_view text, std::string_view with) const {
        write(plan_file, dunlin::test::replaced(folder.read(plan_file), text, with));
    }
    [[nodiscard]] dunlin::migrator::settings kept() const {
        auto options = settings();
        options.ledger.tool = "sqitch";
        return options;
    }
    [[nodiscard]] std::string events() const {
        return ask("SELECT string_agg(concat_ws(' ', event, change, requires, conflicts, tags), "
                   "E'\\n' ORDER BY committed_at) FROM sqitch.events");
    }
    [[nodiscard]] std::string changes() const {
        return ask(
            "SELECT coalesce(string_agg(change || ' ' || left(script_hash, 7), ', ' ORDER BY "
            "committed_at), '') FROM sqitch.changes");
    }
};

} // namespace

TEST_CASE("sqitch ledger: the registry holds what sqitch writes") {
    const sqitch_project p;
    CHECK(up(p.kept()).applied.size() == 4);
    CHECK(p.changes() == "schema 4a015d5, users b436870, lists 1342876, users 3ccb03d");
    CHECK(p.events() == "deploy schema {} {} {}\n"
                        "deploy users {schema} {} {@v1.0.0}\n"
                        "deploy lists {schema,users} {other:nothing} {}\n"
                        "deploy users {users@v1.0.0} {} {@v1.1.0}");
    CHECK(p.ask("SELECT concat_ws(' ', project, uri, creator_name, creator_email) FROM "
                "sqitch.projects") ==
          "flipr HTTPS://Example.ORG/flipr Dana Deployer dana@example.org");
    CHECK(p.ask("SELECT concat_ws(' ', version, installer_name) FROM sqitch.releases") ==
          "1.1 Dana Deployer");
    CHECK(p.ask("SELECT string_agg(concat_ws(' ', tag, note, planner_name, to_char(planned_at AT "
                "TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')), ', ' ORDER BY tag) FROM sqitch.tags") ==
          "@v1.0.0 First release Pia Planner 2026-01-03 08:00, "
          "@v1.1.0  Pia Planner 2026-01-06 08:00");
    CHECK(p.ask("SELECT string_agg(concat_ws(' ', type, dependency, dependency_id IS NOT NULL), "
                "', ' ORDER BY dependency) FROM sqitch.dependencies") ==
          "conflict other:nothing f, require schema t, require schema t, require users t, "
          "require users@v1.0.0 t");
    CHECK(p.ask("SELECT obj_description('flipr.users'::regclass, 'pg_class')") == "it's someone");
    CHECK(p.ask("SELECT flipr.f()") == ":table");
    const auto now = status(p.settings()); // found by looking
    CHECK(now->tool == "sqitch");
    CHECK(now->history.count(state::applied) == 4);
    CHECK(now->recorded.rows.at(0).applied_by == "Dana Deployer <dana@example.org>");
}

TEST_CASE("sqitch ledger: down, to by name, and redo") {
    const sqitch_project p;
    up(p.kept());
    down(p.kept());
    CHECK(p.changes() == "schema 4a015d5, users b436870, lists 1342876");
    CHECK(p.events().ends_with("revert users {users@v1.0.0} {} {@v1.1.0}"));
    to(p.kept(), "schema");
    CHECK(p.changes() == "schema 4a015d5");
    CHECK_FALSE(p.has_table("flipr.users"));
    to(p.kept(), "users@v1.0.0");
    redo(p.kept());
    CHECK(p.changes() == "schema 4a015d5, users b436870");
    CHECK(p.ask("SELECT count(*)::text FROM sqitch.tags") == "1");
    down(p.kept(), {"0", std::nullopt});
    CHECK(p.changes().empty());
}

TEST_CASE("sqitch ledger: verify runs in the change's transaction, and its failure undoes both") {
    const sqitch_project p;
    p.write("db/deploy/users.sql", "CREATE TABLE flipr.half ();\n");
    p.write("db/verify/lists.sql", "CREATE TEMP TABLE seen AS SELECT 1;\nBEGIN; ROLLBACK;\n");
    const auto frame = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(frame.kind() == dunlin::error_kind::config);
    CHECK(frame.message().find("not allowed in a verify script") != std::string::npos);
    p.write("db/verify/lists.sql", "BEGIN;\nCREATE TABLE flipr.proof ();\nROLLBACK;\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.sqlstate == "22012"); // division by zero
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("db/verify/users.sql"));
    CHECK(problem.where()->line == 1);
    CHECK(problem.hint().find("verify script") != std::string::npos);
    CHECK_FALSE(p.has_table("flipr.half"));
    CHECK_FALSE(p.has_table("flipr.proof"));
    CHECK(p.changes() == "schema 4a015d5, users b436870, lists 1342876");
}

TEST_CASE("sqitch ledger: several blocks of a verify script are undone one by one") {
    const sqitch_project p;
    p.write("db/verify/schema.sql", "BEGIN;\nCREATE TABLE flipr.proof ();\nROLLBACK;\n\n"
                                    "BEGIN;\nCREATE TABLE flipr.proof ();\nROLLBACK;\n");
    up(p.kept(), {.until = {"schema", std::nullopt}});
    CHECK(p.changes() == "schema 4a015d5");
    CHECK_FALSE(p.has_table("flipr.proof"));
    p.write("db/verify/users@v1.0.0.sql", "BEGIN;\nSELECT 1;\nROLLBACK;\nBEGIN;\n\nSELECT 1/0;\n"
                                          "ROLLBACK;\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.sqlstate == "22012");
    CHECK(problem.where()->line == 6);
}

TEST_CASE("sqitch ledger: a change that fails leaves its event") {
    const sqitch_project p;
    p.write("db/deploy/schema.sql", "SELECT 1/0;\n");
    caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(p.events() == "fail schema {} {} {}");
    CHECK(
        p.ask("SELECT concat_ws(' ', project, committer_name, planner_name) FROM sqitch.events") ==
        "flipr Dana Deployer Pia Planner");
    CHECK(p.changes().empty());
    p.write("db/deploy/schema.sql", "CREATE SCHEMA flipr;\n");
    p.write("db/deploy/lists.sql", "SELECT 1/0;\n");
    caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(p.events().ends_with("fail lists {schema,users} {other:nothing} {}"));
}

TEST_CASE("sqitch ledger: a name that the verify script has wrong is found at its place") {
    const sqitch_project p;
    p.write("db/verify/schema.sql", "BEGIN;\n\nSELECT 1 FROM\n  flipr.nothing;\nROLLBACK;\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.sqlstate == "42P01");
    REQUIRE(problem.where());
    CHECK(problem.where()->line == 4);
    CHECK(problem.where()->column == 3);
}

TEST_CASE("sqitch ledger: verify of a change in steps comes behind the last of them") {
    const sqitch_project p;
    p.write("db/deploy/lists.sql", "CREATE TABLE flipr.lists (id int);\n"
                                   "CREATE INDEX CONCURRENTLY ids ON flipr.lists (id);\n");
    p.write("db/verify/lists.sql", "SELECT 1/count(*) FROM pg_class WHERE relname = 'ids';\n");
    CHECK(up(p.kept()).applied.size() == 4);
    down(p.kept(), {std::nullopt, 2});
    p.write("db/verify/lists.sql", "SELECT 1/count(*) FROM pg_class WHERE relname = 'idz';\n");
    const auto problem = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(problem.sqlstate == "22012");
    CHECK(problem.where()->file.ends_with("db/verify/lists.sql"));
    p.write("db/verify/lists.sql", "SELECT 1;\n");
    CHECK(up(p.kept()).applied.size() == 2);
}

TEST_CASE("sqitch ledger: conflicts, missing requirements and other projects are refused") {
    const sqitch_project p;
    p.edit_plan("[schema users !other:nothing]", "[schema !users]");
    const auto deployed = caught<dunlin::error>([&] { up(p.kept()); });
    CHECK(deployed.message().find("lists conflicts with users, which is deployed") !=
          std::string::npos);
    p.edit_plan("[schema !users]", "[schema other:thing@v2]");
    CHECK(caught<dunlin::error>([&] { up(p.kept()); }).message().find("dependencies_check") !=
          std::string::npos);
    p.execute("INSERT INTO sqitch.projects VALUES ('other', NULL, now(), 'a', 'b'); INSERT INTO "
              "sqitch.changes VALUES ('f00', NULL, 'thing', 'other', '', now(), 'a', 'b', now(), "
              "'a', 'b'); INSERT INTO sqitch.tags VALUES ('ba5', '@v2', 'other', 'f00', '', now(), "
              "'a', 'b', now(), 'a', 'b')");
    up(p.kept());
    CHECK(p.ask("SELECT dependency_id FROM sqitch.dependencies WHERE dependency LIKE 'other:%'") ==
          "f00");
    p.edit_plan("HTTPS://Example.ORG", "https://elsewhere.example");
    CHECK(
        caught<dunlin::error>([&] { up(p.kept()); }).message().find("is registered with the URI") !=
        std::string::npos);
}

TEST_CASE("sqitch ledger: a tag planned behind a deployed change comes with the next one") {
    const sqitch_project p;
    up(p.kept());
    p.write(plan_file, p.folder.read(plan_file) + "@v1.2.0 2026-01-07T08:00:00Z A <a@b.c>\n"
                                                  "late 2026-01-08T08:00:00Z A <a@b.c>\n");
    p.write("db/deploy/late.sql", "SELECT 1;\n");
    up(p.kept());
    CHECK(p.ask("SELECT string_agg(tag, ' ' ORDER BY tag) FROM sqitch.tags") ==
          "@v1.0.0 @v1.1.0 @v1.2.0");
}

TEST_CASE("sqitch ledger: a verify script counts also where the last step is a transaction") {
    const project p;
    p.write("sqitch.conf", "[core]\n\tengine = pg\n[user]\n\tname = D\n\temail = d@example.org\n");
    p.write("sqitch.plan", "%syntax-version=1.0.0\n%project=p\n\n"
                           "one 2026-01-01T08:00:00Z P <p@example.org> # One\n");
    p.write("deploy/one.sql", "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);\n"
                              "BEGIN;\nCREATE TABLE u ();\nCOMMIT;\n");
    p.write("verify/one.sql", "SELECT 1 / 0;\n");
    settings settings = p.settings();
    settings.ledger.tool = "sqitch";
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("verify/one.sql"));
    CHECK(p.ask("SELECT count(*)::text FROM sqitch.changes") == "0");
}

TEST_CASE("sqitch ledger: a run whose lock connection dies says so") {
    const project p;
    p.write("sqitch.conf", "[core]\n\tengine = pg\n[user]\n\tname = D\n\temail = d@example.org\n");
    p.write("sqitch.plan", "%syntax-version=1.0.0\n%project=p\n\n"
                           "one 2026-01-01T08:00:00Z P <p@example.org> # One\n");
    p.write("deploy/one.sql", migrator_test::end_lock_session);
    settings settings = p.settings();
    settings.ledger.tool = "sqitch";
    CHECK(caught<dunlin::error>([&] { up(settings); }).message() ==
          "the connection that held the runner lock was lost");
}

TEST_CASE("sqitch: \\copy loads a file of the project and the lines of the script") {
    const project p;
    p.write("sqitch.conf", "[core]\n\tengine = pg\n");
    p.write("sqitch.plan", "%syntax-version=1.0.0\n%project=p\n\n"
                           "t 2026-01-01T08:00:00Z P <p@example.org> # x\n"
                           "u [t] 2026-01-02T08:00:00Z P <p@example.org> # y\n");
    p.write("data/t.csv", "n,s\n1,\"a;b\"\n2,:x\n");
    p.write("deploy/t.sql", "BEGIN;\nCREATE TABLE t (n int, s text);\n"
                            "\\copy t from 'data/t.csv' with (format csv, header)\nCOMMIT;\n");
    p.write("deploy/u.sql", "BEGIN;\n\\copy t (n) from stdin\n3\n4\n\\.\n"
                            "UPDATE t SET s = 'c' WHERE n = 4;\nCOMMIT;\n");
    settings settings = p.settings();
    settings.ledger.tool = "sqitch";
    const report done = up(settings);
    CHECK(done.shown_current == "u");
    CHECK(done.applied.at(0).shown_version == "t");
    CHECK(p.ask("SELECT string_agg(concat_ws(',', n, s), ' ' ORDER BY n) FROM t") ==
          "1,a;b 2,:x 3 4,c");
    p.write("data/t.csv", "n,s\nx,a\n");
    p.execute("DROP TABLE t; DROP SCHEMA sqitch CASCADE");
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with("deploy/t.sql"));
    CHECK(problem.where()->line == 3);
    CHECK(problem.aftermath ==
          "Migration t was not applied. Pending after it: u; the same command continues.");
}
