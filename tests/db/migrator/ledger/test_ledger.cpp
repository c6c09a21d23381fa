// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/background.hpp>
#include <support/caught.hpp>

#include <thread>

using namespace dunlin::migrator;
using dunlin::test::background;
using dunlin::test::caught;
using migrator_test::project;

TEST_CASE("a ledger altered by hand, and one of a newer dunlin, are told apart") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    up(p.settings());
    p.execute("ALTER TABLE dunlin.migrations RENAME checksum TO sum");
    const auto column = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(column.kind() == dunlin::error_kind::config);
    CHECK(column.message() == "the ledger dunlin.migrations was altered manually");
    CHECK(column.detail.find("checksum") != std::string::npos);
    p.execute("ALTER TABLE dunlin.migrations RENAME sum TO checksum; DROP TABLE dunlin.steps");
    CHECK(caught<dunlin::error>([&] { up(p.settings()); }).detail.find("dunlin.steps") !=
          std::string::npos);
    p.execute("COMMENT ON TABLE dunlin.migrations IS 'dunlin ledger, layout 99'; CREATE TABLE "
              "dunlin.steps (version text, direction text, position bigint, statement text, "
              "statement_checksum text, state text, intended_at timestamptz)");
    const auto newer = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(newer.kind() == dunlin::error_kind::config);
    CHECK(newer.message().find("newer dunlin (layout 99") != std::string::npos);
}

TEST_CASE("a column that somebody added does not disturb") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    up(p.settings());
    p.execute("ALTER TABLE dunlin.migrations ADD note text");
    p.write("2_b.sql", "SELECT 2;");
    up(p.settings());
    CHECK(p.applied() == "1 2");
}

TEST_CASE("a read-only server is refused with a hint") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    p.execute("ALTER DATABASE " + p.database.name() + " SET default_transaction_read_only = on");
    const auto problem = caught<dunlin::error>([&] { up(p.settings()); });
    CHECK(problem.kind() == dunlin::error_kind::read_only);
    CHECK(problem.message().find("default_transaction_read_only") != std::string::npos);
    CHECK(problem.hint().find("PGOPTIONS") != std::string::npos);
    CHECK(status(p.settings())->history.count(state::pending) == 1);
}

TEST_CASE("on a read-only server that is up to date there is nothing to refuse") {
    const project p;
    p.write("1_a.sql", "SELECT 1;\n-- dunlin:down\nSELECT 2;\n");
    up(p.settings());
    p.execute("ALTER DATABASE " + p.database.name() + " SET default_transaction_read_only = on");
    CHECK(up(p.settings()).applied.empty());
    CHECK(caught<dunlin::error>([&] { down(p.settings()); }).kind() ==
          dunlin::error_kind::read_only);
}

TEST_CASE("a role without the privilege to make the schema is told what it needs") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    const std::string role = p.database.name() + "_role";
    p.execute("CREATE ROLE " + role + " LOGIN");
    settings settings = p.settings();
    settings.database.user = role;
    const auto create = caught<dunlin::error>([&] { up(settings); });
    CHECK(create.kind() == dunlin::error_kind::refused);
    CHECK(create.hint().find("CREATE SCHEMA dunlin") != std::string::npos);
    up(p.settings());
    const auto read = caught<dunlin::error>([&] { status(settings); });
    CHECK(read.kind() == dunlin::error_kind::refused);
    CHECK(read.message() == "permission denied to read dunlin.migrations");
    p.execute("DROP ROLE " + role);
}

TEST_CASE("tables that a dying run makes at the same time are no obstacle") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    dunlin::sqldb::connection dying(p.database.config());
    dying.run_script("BEGIN; CREATE SCHEMA dunlin");
    background end([&] {
        p.await("SELECT count(*)::text FROM pg_locks WHERE NOT granted");
        dying.run_script("COMMIT");
    });
    CHECK(up(p.settings()).current == "1");
    CHECK(end.join() == "");
}

TEST_CASE("status reads without writing") {
    const project p;
    p.write("1_a.sql", "SELECT 1;");
    const auto before = status(p.settings());
    CHECK_FALSE(before->recorded.exists);
    CHECK(before->history.count(state::pending) == 1);
    CHECK_FALSE(p.has_table("dunlin.migrations"));
    up(p.settings());
    const auto after = status(p.settings());
    CHECK(after->history.entries[0].state == state::applied);
    CHECK(after->history.entries[0].row->applied_by == p.ask("SELECT session_user::text"));
}

TEST_CASE("a ledger's schema that would become the role's own is refused before it hides public") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    settings settings = p.settings();
    settings.ledger.schema = p.ask("SELECT current_user::text");
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK(problem.hint().find("SET search_path = public") != std::string::npos);
    CHECK_FALSE(p.has_table("a"));
    p.execute("ALTER DATABASE " + p.database.name() + " SET search_path = public");
    up(settings);
    CHECK(p.has_table("public.a"));
}
