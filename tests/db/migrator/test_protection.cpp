// SPDX-License-Identifier: MIT
// The mark of a protected environment, and the permit that is asked before anything is taken back.
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/migrator/adopt.hpp>
#include <dunlin/migrator/repair.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <string>
#include <vector>

using namespace dunlin::migrator;
using migrator_test::project;

namespace {

void write_two(const project& p) {
    p.write("1_a.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;\n");
    p.write("2_b.sql", "CREATE TABLE b ();\n-- dunlin:down\nDROP TABLE b;\n");
}

settings in_production(const project& p) {
    settings settings = p.settings();
    settings.protected_as = "production";
    return settings;
}

std::string marks(const project& p) {
    return p.ask("SELECT coalesce(string_agg(detail || ' by ' || actor, ', ' ORDER BY at), '') "
                 "FROM dunlin.events WHERE action = 'protect'");
}

/// A permit that notes what it is told, and lets nothing pass.
struct refusal {
    std::vector<std::string> told;

    settings guard(settings settings) {
        settings.permit = [this](const intended_change& change) {
            told.emplace_back(change.protected_as);
            throw dunlin::error(dunlin::error_kind::refused, "no");
        };
        return settings;
    }
};

} // namespace

TEST_CASE("the first run up under a protected environment marks the ledger, and no other") {
    const project p;
    write_two(p);
    up(p.settings());
    CHECK(marks(p) == "");
    const std::string mark = "production by " + p.ask("SELECT session_user::text");
    CHECK(up(in_production(p)).protected_as == "production"); // which has nothing to do
    CHECK(marks(p) == mark);
    p.write("3_c.sql", "CREATE TABLE c ();");
    up(in_production(p));
    CHECK(up(p.settings()).protected_as == "production");
    CHECK(marks(p) == mark);
    settings other = in_production(p);
    other.protected_as = "eu";
    CHECK(up(other).protected_as == "eu");
    CHECK(status(p.settings())->recorded.protected_as == "eu");
}

TEST_CASE("a migration that changes the role does not keep the mark away") {
    const project p;
    const std::string role = p.database.name() + "_plain";
    p.execute("CREATE ROLE " + role);
    p.write("1_a.sql", "SET ROLE " + role + ";\nSET search_path = pg_temp;");
    up(in_production(p));
    CHECK(marks(p).starts_with("production by "));
    p.execute("DROP ROLE " + role);
}

TEST_CASE("a run that fails, goes down or only looks marks nothing") {
    const project p;
    write_two(p);
    up(p.settings());
    p.write("3_c.sql", "SELECT nothing;");
    dunlin::test::caught<dunlin::error>([&] { up(in_production(p)); });
    preview_up(in_production(p));
    down(in_production(p));
    CHECK(marks(p) == "");
}

TEST_CASE("beside another tool's ledger the mark stands in dunlin's own events") {
    const project p;
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n-- +goose Down\nDROP TABLE a;\n");
    settings settings = in_production(p);
    settings.ledger.tool = "goose";
    up(settings);
    CHECK(marks(p).starts_with("production by "));
    CHECK(status(settings)->recorded.protected_as == "production");
    refusal no;
    CHECK(dunlin::test::caught<dunlin::error>([&] { down(no.guard(settings)); }).kind() ==
          dunlin::error_kind::refused);
    CHECK(no.told == std::vector<std::string>{"production"});
    // Found without being named, too.
    settings.ledger.tool = "";
    CHECK(status(settings)->tool == "goose");
    CHECK(status(settings)->recorded.protected_as == "production");
}

TEST_CASE("a role that may not mark the database migrates it all the same, and that is said") {
    const project p;
    const std::string role = p.database.name() + "_goose";
    p.execute("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON SCHEMA public TO " + role +
              "; REVOKE CREATE ON DATABASE " + p.database.name() + " FROM PUBLIC");
    p.write("00001_a.sql", "-- +goose Up\nCREATE TABLE a ();\n");
    settings settings = in_production(p);
    settings.ledger.tool = "goose";
    settings.database.user = role;
    migrator_test::recording_observer seen;
    settings.watcher = &seen;
    CHECK(up(settings).applied.size() == 1);
    CHECK(seen.has_note("could not be marked as protected"));
    p.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
}

TEST_CASE("whatever takes back or corrects asks first, with the mark, and changes nothing") {
    const project p;
    write_two(p);
    up(in_production(p));
    refusal no;
    const settings settings = no.guard(p.settings());
    const auto nobody = [](std::string_view) {};
    const std::vector<std::function<void()>> changes{
        [&] { down(settings); },
        [&] { redo(settings); },
        [&] { to(settings, "1"); },
        [&] {
            repair(settings, {{repair_action::kind::unmark, "2"}}, false, nobody);
        },
        [&] { baseline(settings, "7", false, nobody); },
        [&] { give_back(settings, {.tool = "dbmate"}, nobody); },
    };
    for (const auto& change : changes) {
        CHECK(dunlin::test::caught<dunlin::error>(change).kind() == dunlin::error_kind::refused);
    }
    CHECK(no.told == std::vector<std::string>(changes.size(), "production"));
    CHECK(p.applied() == "1 2");
    CHECK_FALSE(p.has_table("schema_migrations"));
}

TEST_CASE("what adds or only looks asks nothing") {
    const project p;
    write_two(p);
    refusal no;
    const settings settings = no.guard(p.settings());
    up(settings);
    to(settings, "2");
    preview_down(settings);
    repair(settings, {{repair_action::kind::unmark, "2"}}, true, [](std::string_view) {});
    CHECK(no.told.empty());
}
